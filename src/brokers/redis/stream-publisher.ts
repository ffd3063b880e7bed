import { type Redis, ReplyError } from "ioredis";
import type { Answer, FramePublisher } from "../frame-broker.ts";

/** Frames that go out as one write: few enough that the broker works on some while the next are encoded. */
const BATCH = 100;

/**
 * Appends frames to a stream over one connection. Frames that are handed over in the same turn share a write to the
 * socket, which triples the ceiling; every one has its own reply.
 */
export class StreamPublisher implements FramePublisher {
  refusal: string | undefined;
  readonly #redis: Redis;
  readonly #stream: string;
  #corked = 0;

  constructor(redis: Redis, stream: string) {
    this.#redis = redis;
    this.#stream = stream;
  }

  publish(frame: Buffer): Promise<Answer> {
    if (this.#corked === 0) {
      this.#redis.stream.cork();
      process.nextTick(this.#uncork);
    }
    this.#corked += 1;
    const answer = this.#redis.xadd(this.#stream, "*", "frame", frame).then(confirmed, this.#refusedOrLost);
    if (this.#corked === BATCH) this.#uncork();
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#redis.disconnect();
  }

  #uncork = (): void => {
    if (this.#corked === 0) return;
    this.#corked = 0;
    this.#redis.stream.uncork();
  };

  /** An error as reply is the broker's no; any other means that none came. */
  #refusedOrLost = (thrown: unknown): Answer => {
    if (!(thrown instanceof Error && thrown instanceof ReplyError)) throw thrown;
    this.refusal = thrown.message;
    return "refused";
  };
}

const confirmed = (): Answer => "confirmed";
