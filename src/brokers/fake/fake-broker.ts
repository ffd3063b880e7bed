import type { Clock } from "../../kernel/clock.ts";
import type { Answer, BrowsableBroker, FrameConsumer, FramePublisher } from "../frame-broker.ts";

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
export class FakeBroker implements BrowsableBroker {
  readonly destination = "fake";
  readonly #clock: Clock;
  readonly #misdeeds: Misdeeds;
  #published = 0;
  #busyUntil = 0;
  #held: Buffer | undefined;
  /** Frames that no consumer has taken. */
  readonly #waiting: Buffer[] = [];
  /** The one whose turn it is comes first. */
  #consumers: { onFrame: (frame: Buffer) => void; onCut: () => void; failure: Error | undefined }[] = [];
  #isCut = false;
  #isFull = false;

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

  /** @param onCut called when its connection is cut */
  async openConsumer(
    onFrame: (frame: Buffer) => void,
    onCut: () => void = () => undefined,
  ): Promise<FrameConsumer> {
    const consumer = { onFrame, onCut, failure: undefined as Error | undefined };
    this.#consumers.push(consumer);
    for (const frame of this.#waiting.splice(0)) this.#hand(frame);
    return {
      get failure() {
        return consumer.failure;
      },
      [Symbol.asyncDispose]: async () => {
        this.#consumers = this.#consumers.filter((each) => each !== consumer);
      },
    };
  }

  async depth(): Promise<number> {
    return this.#waiting.length + (this.#held ? 1 : 0);
  }

  async consumers(): Promise<number> {
    return this.#consumers.length;
  }

  async reach(): Promise<void> {}

  async browse(onFrame: (frame: Buffer) => void): Promise<number> {
    this.#waiting.forEach(onFrame);
    return this.#waiting.length;
  }

  /** Refuses every frame until disposed of. */
  full(): AsyncDisposable {
    this.#isFull = true;
    return {
      [Symbol.asyncDispose]: async () => {
        this.#isFull = false;
      },
    };
  }

  /** Closes the connections of producers: the next answer does not come. */
  cutProducers(): void {
    this.#isCut = true;
  }

  /** Closes the connections of consumers. */
  cutConsumers(): void {
    for (const consumer of this.#consumers.splice(0)) {
      consumer.failure = new Error("connection cut by the fake");
      consumer.onCut();
    }
  }

  async #publish(frame: Buffer): Promise<Answer> {
    const index = this.#published;
    this.#published += 1;
    await this.#clock.sleepUntil(this.#answerTime());
    const { refuses, cutsAt } = this.#misdeeds;
    if (this.#isFull || refuses?.includes(index)) return "refused";
    if (this.#isCut) {
      this.#isCut = false;
      throw new Error("connection cut by the fake");
    }
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
    this.#hand(frame);
    if (duplicates?.includes(index)) this.#hand(frame);
    if (this.#held) this.#hand(this.#held);
    this.#held = undefined;
  }

  #hand(frame: Buffer): void {
    const consumer = this.#consumers.shift();
    if (!consumer) {
      this.#waiting.push(frame);
      return;
    }
    this.#consumers.push(consumer);
    consumer.onFrame(frame);
  }
}
