import { type Ceiling, steadyCeiling } from "../brokers/ceiling.ts";
import { drainedBy, EMPTY_WITHIN_MS, QUIET_MS } from "../brokers/emptying.ts";
import type { FrameBroker, FramePublisher } from "../brokers/frame-broker.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { done, notYet, until } from "../kernel/wait.ts";

/** How much may be confirmed and not taken out yet: less than any destination holds by its limit. */
const MOST_HELD = { frames: 10_000, bytes: 64 * 2 ** 20 };
const ROOM = { deadlineMs: 30_000, everyMs: 5 };

interface Sending {
  frameBytes: number;
  inFlight: number;
  warmupSeconds: number;
  seconds: number;
}

/**
 * How many frames a second pass through a broker when so many are always in flight: each confirmed, while a consumer takes
 * them out. A broker whose consumer falls behind waits for it, so that its limits are not what is measured.
 *
 * @throws Undetermined when it refuses frames, its consumer fails, or it is not empty afterwards
 */
export async function throughput(broker: FrameBroker, sending: Sending): Promise<Ceiling> {
  const passing = new Passing(sending.frameBytes);
  await using parting = new AsyncDisposableStack();
  const consumer = parting.use(await broker.openConsumer(() => passing.receive()));
  const failure = () => consumer.failure;
  const measured = await steadyCeiling(
    { openPublisher: async () => passing.publisher(await broker.openPublisher(), failure) },
    sending,
  );
  const patience = { quietMs: QUIET_MS.loaded, stuckMs: EMPTY_WITHIN_MS.handedOut };
  const leave = () => parting.disposeAsync();
  const { isComplete, ended } = await drainedBy({ leave }, broker, () => passing.progress, patience);
  if (!isComplete) throw new Undetermined(`${broker.destination} is not empty afterwards: ${ended}`);
  return measured;
}

/** Frames on their way through a broker. */
class Passing {
  readonly #most: number;
  #confirmed = 0;
  #received = 0;

  constructor(frameBytes: number) {
    this.#most = Math.min(MOST_HELD.frames, Math.floor(MOST_HELD.bytes / frameBytes));
  }

  receive(): void {
    this.#received += 1;
  }

  /** A frame that comes out twice makes up for none. */
  get progress(): { received: number; missing: number } {
    return { received: this.#received, missing: Math.max(0, this.#confirmed - this.#received) };
  }

  /** One that waits while too much is held. */
  publisher(publisher: FramePublisher, failure: () => Error | undefined): FramePublisher {
    return {
      get refusal() {
        return publisher.refusal;
      },
      publish: async (frame) => {
        if (this.#isFull) await this.#room(failure);
        const answer = await publisher.publish(frame);
        if (answer === "confirmed") this.#confirmed += 1;
        return answer;
      },
      [Symbol.asyncDispose]: () => publisher[Symbol.asyncDispose](),
    };
  }

  get #isFull(): boolean {
    return this.progress.missing >= this.#most;
  }

  async #room(failure: () => Error | undefined): Promise<void> {
    await until("frames are taken out", ROOM, () => {
      const failed = failure();
      if (failed) throw new Undetermined(`the consumer failed: ${failed.message}`);
      return this.#isFull ? notYet(`${this.progress.missing} are held`) : done(undefined);
    });
  }
}
