import { type ChainableCommander, type Redis, ReplyError } from "ioredis";
import type { Answer, FramePublisher } from "./frame-broker.ts";

/** Frames that go out as one write: few enough that the broker works on some while the next are encoded. */
const BATCH = 100;
const BATCH_BYTES = 128 * 1024;

interface Pending {
  resolve: (answer: Answer) => void;
  reject: (thrown: unknown) => void;
}

/**
 * Appends frames to a stream over one connection. Frames that are handed over in the same turn share a write, which costs
 * a third of a write each; every one has its own reply.
 */
export class StreamPublisher implements FramePublisher {
  refusal: string | undefined;
  readonly #redis: Redis;
  readonly #stream: string;
  #pipeline: ChainableCommander | undefined;
  #pending: Pending[] = [];
  #bytes = 0;

  constructor(redis: Redis, stream: string) {
    this.#redis = redis;
    this.#stream = stream;
  }

  publish(frame: Buffer): Promise<Answer> {
    if (!this.#pipeline) {
      this.#pipeline = this.#redis.pipeline();
      process.nextTick(this.#flush);
    }
    this.#pipeline.xadd(this.#stream, "*", "frame", frame);
    this.#bytes += frame.length;
    const answer = new Promise<Answer>((resolve, reject) => this.#pending.push({ resolve, reject }));
    if (this.#pending.length >= BATCH || this.#bytes >= BATCH_BYTES) this.#flush();
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#redis.disconnect();
  }

  #flush = (): void => {
    const [pipeline, pending] = [this.#pipeline, this.#pending];
    if (!pipeline) return;
    this.#pipeline = undefined;
    this.#pending = [];
    this.#bytes = 0;
    pipeline.exec().then(
      (replies) => {
        for (const [index, frame] of pending.entries()) this.#settle(frame, replies?.[index]?.[0]);
      },
      (thrown: unknown) => {
        for (const frame of pending) frame.reject(thrown);
      },
    );
  };

  /** An error as reply is the broker's no; any other means that none came. */
  #settle({ resolve, reject }: Pending, error: Error | null | undefined): void {
    if (error === null) {
      resolve("confirmed");
    } else if (error && error instanceof ReplyError) {
      this.refusal = error.message;
      resolve("refused");
    } else {
      reject(error ?? new Error("no reply"));
    }
  }
}
