import { type Redis, ReplyError } from "ioredis";
import { connectRedis } from "../stack/redis-connection.ts";
import type { Address } from "../stack/running-service.ts";
import type { Answer, FrameBroker, FrameConsumer, FramePublisher } from "./frame-broker.ts";

const BATCH = 256;
const BLOCK_MS = 500;

export interface RedisStreamOptions {
  address: Address;
  password?: string;
  stream: string;
  group?: string;
}

/**
 * Frames as entries of a Redis stream, read by a consumer group. Confirmed is the reply to XADD, which with
 * `appendfsync always` comes after the fsync. A consumer acknowledges and deletes in one transaction, so that the
 * stream holds exactly what no one has processed.
 */
export class RedisStream implements FrameBroker {
  readonly place: string;
  readonly #options: Required<Omit<RedisStreamOptions, "password">> & { password?: string };

  constructor(options: RedisStreamOptions) {
    this.#options = { group: "ai-services", ...options };
    this.place = `stream ${options.stream}`;
  }

  async openPublisher(): Promise<FramePublisher> {
    const redis = await connectRedis(this.#options);
    const { stream } = this.#options;
    return {
      publish: (frame) =>
        redis.xadd(stream, "*", "frame", frame).then(() => "confirmed" as const, refusedOrLost),
      [Symbol.asyncDispose]: async () => redis.disconnect(),
    };
  }

  async openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer> {
    const redis = await connectRedis(this.#options);
    const { stream, group } = this.#options;
    await redis.xgroup("CREATE", stream, group, "0", "MKSTREAM").catch(ignoreExistingGroup);
    const reader = new StreamReader(redis, { stream, group, consumer: `consumer-${process.pid}` }, onFrame);
    const reading = reader.run();
    return {
      get failure() {
        return reader.failure;
      },
      [Symbol.asyncDispose]: async () => {
        reader.stop();
        redis.disconnect();
        await reading;
      },
    };
  }

  async depth(): Promise<number> {
    const redis = await connectRedis(this.#options);
    try {
      return await redis.xlen(this.#options.stream);
    } finally {
      redis.disconnect();
    }
  }
}

interface Reading {
  stream: string;
  group: string;
  consumer: string;
}

type Entry = [id: Buffer, fields: Buffer[]];

class StreamReader {
  failure: Error | undefined;
  #stopped = false;
  readonly #redis: Redis;
  readonly #reading: Reading;
  readonly #onFrame: (frame: Buffer) => void;

  constructor(redis: Redis, reading: Reading, onFrame: (frame: Buffer) => void) {
    this.#redis = redis;
    this.#reading = reading;
    this.#onFrame = onFrame;
  }

  stop(): void {
    this.#stopped = true;
  }

  async run(): Promise<void> {
    try {
      await this.#takeOver();
      while (!this.#stopped) await this.#handle(await this.#next());
    } catch (thrown) {
      if (!this.#stopped) this.failure = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
  }

  /** Frames that another consumer of the group held when it died are delivered again, to this one. */
  async #takeOver(): Promise<void> {
    const { stream, group, consumer } = this.#reading;
    let cursor = "0-0";
    do {
      const reply = await this.#redis.callBuffer(
        "XAUTOCLAIM",
        stream,
        group,
        consumer,
        "0",
        cursor,
        "COUNT",
        BATCH,
      );
      const [next, entries] = reply as [Buffer, Entry[]];
      await this.#handle(entries);
      cursor = next.toString();
    } while (cursor !== "0-0" && !this.#stopped);
  }

  async #next(): Promise<Entry[]> {
    const { stream, group, consumer } = this.#reading;
    const reply = (await this.#redis.xreadgroupBuffer(
      ...(["GROUP", group, consumer, "COUNT", BATCH, "BLOCK", BLOCK_MS, "STREAMS", stream, ">"] as const),
    )) as [Buffer, Entry[]][] | null;
    return reply?.[0]?.[1] ?? [];
  }

  async #handle(entries: Entry[]): Promise<void> {
    if (entries.length === 0) return;
    for (const [, fields] of entries) this.#onFrame(fields[1] ?? Buffer.alloc(0));
    const ids = entries.map(([id]) => id);
    const { stream, group } = this.#reading;
    await this.#redis
      .multi()
      .xack(stream, group, ...ids)
      .xdel(stream, ...ids)
      .exec();
  }
}

function refusedOrLost(thrown: unknown): Answer {
  if (thrown instanceof ReplyError) return "refused";
  throw thrown;
}

function ignoreExistingGroup(thrown: unknown): void {
  if (!(thrown instanceof Error && thrown.message.startsWith("BUSYGROUP"))) throw thrown;
}
