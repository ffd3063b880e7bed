import type { FrameBroker, FramePublisher } from "../brokers/frame-broker.ts";
import { messageOf } from "../problem.ts";
import { Undetermined } from "../undetermined.ts";
import { done, notYet, until } from "../wait.ts";
import { encodeFrame, payloads } from "./frame.ts";
import { FrameHistory } from "./history.ts";

export interface SendingOptions {
  frameBytes: number;
  /** Frames sent and not yet answered, at most. */
  inFlight: number;
}

/**
 * A producer that keeps `inFlight` frames under way until it is told to stop or the connection is lost. As fast as the
 * broker answers: for loss under faults, not for latency.
 */
export class Sending implements AsyncDisposable {
  readonly history: FrameHistory;
  readonly #broker: FrameBroker;
  readonly #publisher: FramePublisher;
  readonly #lanes: Promise<void>[];
  #stopped = false;
  #connectionLost: string | undefined;

  static async start(broker: FrameBroker, options: SendingOptions): Promise<Sending> {
    return new Sending(broker, await broker.openPublisher(), options);
  }

  private constructor(
    broker: FrameBroker,
    publisher: FramePublisher,
    { frameBytes, inFlight }: SendingOptions,
  ) {
    this.#broker = broker;
    this.#publisher = publisher;
    this.history = new FrameHistory(newProducer());
    const payloadOf = payloads(frameBytes);
    this.#lanes = Array.from({ length: inFlight }, () => this.#sendOneAfterAnother(payloadOf));
  }

  /** Waits until the broker has confirmed that many. @throws DeadlinePassed with the counts so far */
  async confirmed(frames: number, deadlineMs = 60_000): Promise<void> {
    await until(`${this.#broker.place} confirms ${frames} frames`, { deadlineMs, everyMs: 5 }, () => {
      if (this.history.confirmed >= frames) return done(undefined);
      return notYet(
        `${this.history.confirmed} confirmed, ${this.history.refused} refused, ${this.#connectionLost ?? "connected"}`,
      );
    });
  }

  /** Stops after the answers to what is under way. */
  async stop(): Promise<FrameHistory> {
    this.#stopped = true;
    await Promise.all(this.#lanes);
    return this.history;
  }

  /**
   * The history of a producer whose connection a fault has cut while it was sending.
   * @throws Undetermined when the fault hit no one: the producer is still connected, or nothing was under way
   */
  async interrupted(deadlineMs = 30_000): Promise<FrameHistory> {
    const question = `the fault cuts the producer of ${this.#broker.place} off`;
    await until(question, { deadlineMs, everyMs: 20 }, () =>
      this.#connectionLost ? done(undefined) : notYet(`still connected, ${this.history.confirmed} confirmed`),
    ).catch((thrown: unknown) => {
      throw new Undetermined(messageOf(thrown), { cause: thrown });
    });
    await Promise.all(this.#lanes);
    if (this.history.unanswered === 0) {
      throw new Undetermined(`${question}, but no frame was under way: it was not hit in mid-traffic`);
    }
    return this.history;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    await this.#publisher[Symbol.asyncDispose]();
    await Promise.allSettled(this.#lanes);
  }

  async #sendOneAfterAnother(payloadOf: (sequence: number) => Uint8Array): Promise<void> {
    while (!this.#stopped && !this.#connectionLost) {
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

/** A number that no earlier producer is likely to have had, so that frames left over from one are *unexpected*. */
function newProducer(): number {
  return Math.floor(Math.random() * 0xffff_ffff);
}
