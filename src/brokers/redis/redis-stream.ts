import type { Redis } from "ioredis";
import { inTime } from "../../kernel/wait.ts";
import type { Address } from "../../stack/running-service.ts";
import type { BrowsableBroker, FrameConsumer, FramePublisher } from "../frame-broker.ts";
import { browseStream } from "./browse-stream.ts";
import { GROUP } from "./names.ts";
import { Pipeline } from "./pipeline.ts";
import { type BehindSentinels, connectRedis } from "./redis-connection.ts";
import { ReplicatedPublisher } from "./replicated-publisher.ts";
import { StreamPublisher } from "./stream-publisher.ts";
import { StreamReader } from "./stream-reader.ts";

/** How Redis, its metrics and alerts tell a producer's connection from others. */
const PRODUCER = "frame-producer";
const CONSUMER = "frame-consumer";
/** How long a consumer that parts may wait until its last frames are acknowledged. */
const OWING_MS = 1_000;

export interface RedisStreamOptions {
  address: Address;
  behind?: BehindSentinels;
  user?: string;
  password?: string;
  database?: number;
  stream: string;
  group?: string;
  /** The name under which the group knows a consumer. */
  consumer?: string;
}

/**
 * Frames as entries of a Redis stream, read by a consumer group. Confirmed is the reply to XADD, which with
 * `appendfsync always` comes after the fsync; behind Sentinels it is that a replica has fsynced it too. A consumer acknowledges and deletes in one transaction, so that the
 * stream holds exactly what no one has processed.
 */
export class RedisStream implements BrowsableBroker {
  readonly destination: string;
  readonly #options: RedisStreamOptions & { group: string; consumer: string };

  constructor(options: RedisStreamOptions) {
    this.#options = { group: GROUP, consumer: `consumer-${process.pid}`, ...options };
    this.destination = `stream ${options.stream}`;
  }

  async reach(): Promise<void> {
    await this.#ask(async (redis) => {
      // A user who may not ask that is let in all the same.
      await redis.ping().catch((thrown: unknown) => {
        if (!(thrown instanceof Error && thrown.message.startsWith("NOPERM"))) throw thrown;
      });
    });
  }

  async openPublisher(): Promise<FramePublisher> {
    const pipeline = new Pipeline(await connectRedis({ ...this.#options, name: PRODUCER }));
    const { stream, behind } = this.#options;
    return behind ? new ReplicatedPublisher(pipeline, stream) : new StreamPublisher(pipeline, stream);
  }

  async openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer> {
    const redis = await connectRedis({ ...this.#options, name: CONSUMER });
    const { stream, group, consumer } = this.#options;
    await redis.xgroup("CREATE", stream, group, "0", "MKSTREAM").catch(ignoreExistingGroup);
    const pipeline = new Pipeline(redis);
    const reader = new StreamReader(pipeline, { stream, group, consumer }, onFrame);
    const reading = reader.run();
    return {
      get failure() {
        return reader.failure;
      },
      [Symbol.asyncDispose]: async () => {
        reader.stop();
        // What it has handed over would come again.
        if (reader.isOwing) await inTime("the last frames are acknowledged", OWING_MS, reading).catch(ignore);
        pipeline.disconnect();
        await reading;
      },
    };
  }

  async depth(): Promise<number> {
    return await this.#ask((redis) => redis.xlen(this.#options.stream));
  }

  /** Those that have asked within the last second and a half: a group keeps the names of consumers that are long gone. */
  async consumers(): Promise<number> {
    const { stream, group } = this.#options;
    const all = await this.#ask((redis) =>
      redis.call("XINFO", "CONSUMERS", stream, group).catch((thrown: unknown) => {
        if (thrown instanceof Error && /no such key|NOGROUP/.test(thrown.message)) return [];
        throw thrown;
      }),
    );
    const idleMs = (all as (string | number)[][]).map((fields) => Number(fields[fields.indexOf("idle") + 1]));
    return idleMs.filter((ms) => ms < 1_500).length;
  }

  async browse(onFrame: (frame: Buffer) => void): Promise<number> {
    return await this.#ask((redis) => browseStream(redis, this.#options.stream, onFrame));
  }

  async #ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = await connectRedis(this.#options);
    try {
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  }
}

/** They come again, which a consumer has to expect. */
function ignore(): void {}

function ignoreExistingGroup(thrown: unknown): void {
  if (!(thrown instanceof Error && thrown.message.startsWith("BUSYGROUP"))) throw thrown;
}
