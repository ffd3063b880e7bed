import { type Redis, ReplyError } from "ioredis";
import type { Answer, FramePublisher } from "../frame-broker.ts";

/** The primary and one replica have to have fsynced a frame before it counts as confirmed. */
const LOCAL = 1;
const REPLICAS = 1;
/** How long a replica may take; after that the frame's fate is unknown. */
const REPLICATED_MS = 2_000;

interface Waiting {
  frame: Buffer;
  resolve: (answer: Answer) => void;
  reject: (reason: Error) => void;
}

/**
 * Appends frames to a stream of a primary and confirms them once a replica has them on disk, with WAITAOF. That holds the
 * whole connection up, so frames that come meanwhile wait for the next round and share its answer.
 */
export class ReplicatedPublisher implements FramePublisher {
  refusal: string | undefined;
  readonly #redis: Redis;
  readonly #stream: string;
  #waiting: Waiting[] = [];
  #isUnderWay = false;

  constructor(redis: Redis, stream: string) {
    this.#redis = redis;
    this.#stream = stream;
  }

  publish(frame: Buffer): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push({ frame, resolve, reject });
    if (!this.#isUnderWay) {
      this.#isUnderWay = true;
      process.nextTick(this.#rounds);
    }
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#redis.disconnect();
  }

  #rounds = async (): Promise<void> => {
    while (this.#waiting.length > 0) await this.#round(this.#waiting.splice(0));
    this.#isUnderWay = false;
  };

  async #round(batch: Waiting[]): Promise<void> {
    const appended = batch.map(({ frame }) => this.#redis.xadd(this.#stream, "*", "frame", frame));
    const replicated = this.#redis.call("WAITAOF", LOCAL, REPLICAS, REPLICATED_MS) as Promise<number[]>;
    const [fates, [everywhere]] = await Promise.all([
      Promise.allSettled(appended),
      Promise.allSettled([replicated.then(required)]),
    ]);
    for (const [index, { resolve, reject }] of batch.entries()) {
      const fate = fates[index];
      if (fate?.status === "rejected" && fate.reason instanceof ReplyError)
        resolve(this.#refused(fate.reason));
      else if (fate?.status === "rejected") reject(fate.reason);
      else if (everywhere?.status === "rejected") reject(everywhere.reason);
      else resolve("confirmed");
    }
  }

  #refused({ message }: Error): Answer {
    this.refusal = message;
    // A node that was demoted would refuse for ever; the next connection is to the new primary.
    if (message.startsWith("READONLY")) this.#redis.disconnect();
    return "refused";
  }
}

/** @throws Error when a frame is not on as many disks as it has to be: it may still be lost */
function required([local = 0, replicas = 0]: number[]): void {
  if (local >= LOCAL && replicas >= REPLICAS) return;
  throw new Error(`on disk of ${local} primary and ${replicas} replicas after ${REPLICATED_MS} ms (WAITAOF)`);
}
