import type { FrameBroker, FramePublisher } from "../brokers/frame-broker.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { messageOf } from "../kernel/problem.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { done, notYet, until } from "../kernel/wait.ts";
import { encodeFrame } from "./frame.ts";
import { payloadsOf } from "./frame-source.ts";
import { FrameHistory } from "./history.ts";
import { newProducer, type ProducerRecord } from "./producer-record.ts";

const DEADLINE_MS = 60_000;
/** Room for the frames of a producer that is to be cut off: more than any broker takes before the deadline. */
const UNBOUNDED_FRAMES = 2 ** 23;

export interface SendingOptions {
  frameBytes: number;
  /** Frames sent and not yet answered, at most. */
  inFlight: number;
  /** How many frames to send; without it the producer goes on until it is cut off or disposed of. */
  frames?: number;
}

/**
 * A producer that keeps `inFlight` frames under way until it has sent its number or the connection is lost. As fast as
 * the broker answers: for loss under faults, not for latency.
 */
export class Sending implements AsyncDisposable {
  readonly history: FrameHistory;
  readonly #record: ProducerRecord;
  readonly #broker: FrameBroker;
  readonly #publisher: FramePublisher;
  readonly #lanes: Promise<void>[];
  readonly #frames: number;
  #stopped = false;
  #connectionLost: string | undefined;

  static async start(broker: FrameBroker, options: SendingOptions): Promise<Sending> {
    return new Sending(broker, await broker.openPublisher(), options);
  }

  private constructor(
    broker: FrameBroker,
    publisher: FramePublisher,
    { frameBytes, inFlight, frames = UNBOUNDED_FRAMES }: SendingOptions,
  ) {
    this.#broker = broker;
    this.#publisher = publisher;
    this.history = FrameHistory.allocate(new Map([[newProducer(), frames]]));
    this.#record = this.history.producers[0] as ProducerRecord;
    this.#frames = frames;
    const payloadOf = payloadsOf({ frameBytes });
    this.#lanes = Array.from({ length: inFlight }, () => this.#sendOneAfterAnother(payloadOf));
  }

  /** Waits until the broker has confirmed that many. @throws DeadlinePassed with the counts so far */
  async confirmed(frames: number): Promise<void> {
    const question = `${this.#broker.destination}: ${frames} frames are confirmed`;
    await until(question, { deadlineMs: DEADLINE_MS, everyMs: 5 }, () => {
      const { confirmed, refused } = this.#record;
      if (confirmed >= frames) return done(undefined);
      return notYet(`${confirmed} confirmed, ${refused} refused, ${this.#connectionLost ?? "connected"}`);
    });
  }

  /**
   * Waits until the frames that it was started for have their answers.
   * @throws Undetermined when the connection is lost before, or the broker keeps answers back
   */
  async ended(): Promise<FrameHistory> {
    const question = `${this.#broker.destination}: ${this.#frames} frames are answered`;
    await until(question, { deadlineMs: DEADLINE_MS, everyMs: 5 }, () => {
      if (this.#connectionLost)
        throw new Undetermined(`${question}: connection lost: ${this.#connectionLost}`);
      const answered = this.#record.confirmed + this.#record.refused;
      return answered >= this.#frames ? done(undefined) : notYet(`${answered} are`);
    }).catch(undetermined);
    await Promise.all(this.#lanes);
    return this.history;
  }

  /**
   * The history of a producer whose connection a fault has cut while it was sending.
   * @throws Undetermined when the fault hit no one: the producer is still connected, or nothing was under way
   */
  async interrupted(deadlineMs = 30_000): Promise<FrameHistory> {
    const question = `the fault cuts the producer of ${this.#broker.destination} off`;
    await until(question, { deadlineMs, everyMs: 20 }, () =>
      this.#connectionLost ? done(undefined) : notYet(`still connected, ${this.#record.confirmed} confirmed`),
    ).catch(undetermined);
    await Promise.all(this.#lanes);
    if (this.#record.unanswered === 0) {
      throw new Undetermined(`${question}, but no frame was under way: it was not hit in mid-traffic`);
    }
    return this.history;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    await this.#publisher[Symbol.asyncDispose]();
    await Promise.all(this.#lanes);
  }

  async #sendOneAfterAnother(payloadOf: (sequence: number) => Uint8Array): Promise<void> {
    const { producer } = this.#record;
    while (!this.#stopped && !this.#connectionLost && this.#record.attempted < this.#frames) {
      const sequence = this.#record.due();
      const intendedSendTimeMs = monotonicClock.now();
      const frame = encodeFrame({ producer, sequence, intendedSendTimeMs, payload: payloadOf(sequence) });
      this.#record.sending(sequence);
      try {
        this.#record.answered(sequence, await this.#publisher.publish(frame));
      } catch (thrown) {
        this.#connectionLost ??= messageOf(thrown);
      }
    }
  }
}

function undetermined(thrown: unknown): never {
  throw thrown instanceof Undetermined ? thrown : new Undetermined(messageOf(thrown), { cause: thrown });
}
