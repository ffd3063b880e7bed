import type { Clock } from "../../kernel/clock.ts";
import type { Answer, FrameBroker, FrameConsumer, FramePublisher } from "../frame-broker.ts";

/** What the fake does wrong, by the number of the frame in the order of publishing; times are of its clock. */
export interface Misdeeds {
  loses?: number[];
  duplicates?: number[];
  corrupts?: number[];
  refuses?: number[];
  /** Hands out the frame after the next one. */
  swaps?: number[];
  /** Cuts the connection instead of an answer; the frame comes out all the same, or not. */
  cutsAt?: { frame: number; delivers: boolean };
  /** Answers and delivers each frame so much later, as a distant broker does. */
  delayMs?: number;
  /** Answers and delivers no more than so many frames a second. */
  framesPerSecond?: number;
  /** Answers and delivers nothing from then on, for so long; then everything that waited. */
  stall?: { fromMs: number; forMs: number };
}

const ANSWER_MS = 1;

/** A broker in memory for what a real one cannot be made to do on purpose. It answers after a millisecond. */
export class FakeBroker implements FrameBroker {
  readonly place = "fake";
  readonly #clock: Clock;
  readonly #misdeeds: Misdeeds;
  #published = 0;
  #busyUntil = 0;
  #held: Buffer | undefined;
  #onFrame: (frame: Buffer) => void = () => undefined;

  constructor(clock: Clock, misdeeds: Misdeeds = {}) {
    this.#clock = clock;
    this.#misdeeds = misdeeds;
  }

  async openPublisher(): Promise<FramePublisher> {
    return {
      refusal: "full, says the fake",
      publish: (frame) => this.#publish(frame),
      [Symbol.asyncDispose]: async () => undefined,
    };
  }

  async openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer> {
    this.#onFrame = onFrame;
    return { failure: undefined, [Symbol.asyncDispose]: async () => undefined };
  }

  async depth(): Promise<number> {
    return this.#held ? 1 : 0;
  }

  async consumers(): Promise<number> {
    return 0;
  }

  async #publish(frame: Buffer): Promise<Answer> {
    const index = this.#published;
    this.#published += 1;
    await this.#clock.sleepUntil(this.#answerTime());
    const { refuses, cutsAt } = this.#misdeeds;
    if (refuses?.includes(index)) return "refused";
    if (cutsAt?.frame === index) {
      if (cutsAt.delivers) this.#deliver(frame, index);
      throw new Error("connection cut by the fake");
    }
    this.#deliver(frame, index);
    return "confirmed";
  }

  #answerTime(): number {
    const { stall, delayMs = 0, framesPerSecond = Number.POSITIVE_INFINITY } = this.#misdeeds;
    this.#busyUntil = Math.max(this.#busyUntil, this.#clock.now()) + 1e3 / framesPerSecond;
    const regular = this.#busyUntil + ANSWER_MS + delayMs;
    if (!stall || regular < stall.fromMs) return regular;
    return Math.max(regular, stall.fromMs + stall.forMs);
  }

  #deliver(frame: Buffer, index: number): void {
    const { loses, duplicates, corrupts, swaps } = this.#misdeeds;
    if (loses?.includes(index)) return;
    if (swaps?.includes(index)) {
      this.#held = frame;
      return;
    }
    if (corrupts?.includes(index)) frame.writeUInt8(frame.readUInt8(25) ^ 1, 25);
    this.#onFrame(frame);
    if (duplicates?.includes(index)) this.#onFrame(frame);
    if (this.#held) this.#onFrame(this.#held);
    this.#held = undefined;
  }
}
