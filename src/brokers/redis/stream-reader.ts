import type { Redis } from "ioredis";

const BATCH = 256;
const BLOCK_MS = 500;
/** A consumer that has held a frame for that long is taken for dead; asked about as often as that. */
const DEAD_AFTER_MS = 5_000;
const LOOK_EVERY_MS = 1_000;

export interface Reading {
  stream: string;
  group: string;
  consumer: string;
}

type Entry = [id: Buffer, fields: Buffer[]];

/** Reads a stream as a consumer of its group: hands over each entry, then acknowledges and deletes it in one transaction. */
export class StreamReader {
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
      await this.#takeOver(0);
      let handled: Buffer[] = [];
      let lookedMs = performance.now();
      while (!this.#stopped) {
        handled = this.#handle(await this.#next(handled));
        if (performance.now() - lookedMs < LOOK_EVERY_MS) continue;
        lookedMs = performance.now();
        await this.#acknowledge(handled.splice(0));
        await this.#takeOver(DEAD_AFTER_MS);
      }
      await this.#acknowledge(handled);
    } catch (thrown) {
      if (!this.#stopped) this.failure = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
  }

  /** Frames that another consumer of the group held when it died are delivered again, to this one. */
  async #takeOver(idleMs: number): Promise<void> {
    const { stream, group, consumer } = this.#reading;
    let cursor = "0-0";
    do {
      const claim = ["XAUTOCLAIM", stream, group, consumer, idleMs, cursor, "COUNT", BATCH] as const;
      const [next, entries] = (await this.#redis.callBuffer(...claim)) as [Buffer, Entry[]];
      await this.#acknowledge(this.#handle(entries));
      cursor = next.toString();
    } while (cursor !== "0-0" && !this.#stopped);
  }

  /** Acknowledges what was handled and asks for more, without waiting for the one before the other. */
  async #next(handled: Buffer[]): Promise<Entry[]> {
    const { stream, group, consumer } = this.#reading;
    const read = [
      "GROUP",
      group,
      consumer,
      "COUNT",
      BATCH,
      "BLOCK",
      BLOCK_MS,
      "STREAMS",
      stream,
      ">",
    ] as const;
    const acknowledged = this.#acknowledge(handled);
    const [reply] = await Promise.all([this.#redis.xreadgroupBuffer(...read), acknowledged]);
    return (reply as [Buffer, Entry[]][] | null)?.[0]?.[1] ?? [];
  }

  async #acknowledge(ids: Buffer[]): Promise<void> {
    if (ids.length === 0) return;
    const { stream, group } = this.#reading;
    await this.#redis
      .multi()
      .xack(stream, group, ...ids)
      .xdel(stream, ...ids)
      .exec();
  }

  /** @returns the ids of what was handed over */
  #handle(entries: Entry[]): Buffer[] {
    for (const [, fields] of entries) this.#onFrame(fields[1] ?? Buffer.alloc(0));
    return entries.map(([id]) => id);
  }
}
