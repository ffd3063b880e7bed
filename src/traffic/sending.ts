import type { FrameBroker, FramePublisher } from "../brokers/frame-broker.ts";
import { messageOf } from "../problem.ts";
import { Undetermined } from "../undetermined.ts";
import { done, notYet, until } from "../wait.ts";
import { encodeFrame, payloads } from "./frame.ts";
import { FrameHistory } from "./history.ts";

const DEADLINE_MS = 60_000;

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
    { frameBytes, inFlight, frames = Number.POSITIVE_INFINITY }: SendingOptions,
  ) {
    this.#broker = broker;
    this.#publisher = publisher;
    this.history = new FrameHistory(newProducer());
    this.#frames = frames;
    const payloadOf = payloads(frameBytes);
    this.#lanes = Array.from({ length: inFlight }, () => this.#sendOneAfterAnother(payloadOf));
  }

  /** Waits until the broker has confirmed that many. @throws DeadlinePassed with the counts so far */
  async confirmed(frames: number): Promise<void> {
    const question = `${this.#broker.place}: ${frames} frames are confirmed`;
    await until(question, { deadlineMs: DEADLINE_MS, everyMs: 5 }, () => {
      const { confirmed, refused } = this.history;
      if (confirmed >= frames) return done(undefined);
      return notYet(`${confirmed} confirmed, ${refused} refused, ${this.#connectionLost ?? "connected"}`);
    });
  }

  /**
   * Waits until the frames that it was started for have their answers.
   * @throws Undetermined when the connection is lost before, or the broker keeps answers back
   */
  async ended(): Promise<FrameHistory> {
    const { history } = this;
    const question = `${this.#broker.place}: ${this.#frames} frames are answered`;
    await until(question, { deadlineMs: DEADLINE_MS, everyMs: 5 }, () => {
      if (this.#connectionLost)
        throw new Undetermined(`${question}: connection lost: ${this.#connectionLost}`);
      const answered = history.confirmed + history.refused;
      return answered >= this.#frames ? done(undefined) : notYet(`${answered} are`);
    }).catch(undetermined);
    await Promise.all(this.#lanes);
    return history;
  }

  /**
   * The history of a producer whose connection a fault has cut while it was sending.
   * @throws Undetermined when the fault hit no one: the producer is still connected, or nothing was under way
   */
  async interrupted(deadlineMs = 30_000): Promise<FrameHistory> {
    const question = `the fault cuts the producer of ${this.#broker.place} off`;
    await until(question, { deadlineMs, everyMs: 20 }, () =>
      this.#connectionLost ? done(undefined) : notYet(`still connected, ${this.history.confirmed} confirmed`),
    ).catch(undetermined);
    await Promise.all(this.#lanes);
    if (this.history.unanswered === 0) {
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
    while (!this.#stopped && !this.#connectionLost && this.history.attempted < this.#frames) {
      const sequence = this.history.sending();
      const { producer } = this.history;
      const intendedSendTimeMs = performance.timeOrigin + performance.now();
      const frame = encodeFrame({ producer, sequence, intendedSendTimeMs, payload: payloadOf(sequence) });
      try {
        this.history.answered(sequence, await this.#publisher.publish(frame));
      } catch (thrown) {
        this.#connectionLost ??= messageOf(thrown);
      }
    }
  }
}

function undetermined(thrown: unknown): never {
  throw thrown instanceof Undetermined ? thrown : new Undetermined(messageOf(thrown), { cause: thrown });
}

/** A number that no earlier producer is likely to have had, so that frames left over from one are *unexpected*. */
function newProducer(): number {
  return Math.floor(Math.random() * 0xffff_ffff);
}
