import { ACKNOWLEDGED_WITHIN_MS } from "../frame-broker.ts";
import { commandBytes } from "./command-bytes.ts";
import type { Pipeline } from "./pipeline.ts";
import { ErrorReply, type Reply } from "./reply-reader.ts";

const BATCH = 256;
const BLOCK_MS = 500;
/** A consumer that has held a frame for that long is taken for dead; asked about as often as that. */
const DEAD_AFTER_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
const [MULTI, EXEC] = [commandBytes("MULTI"), commandBytes("EXEC")];

export interface Reading {
  stream: string;
  group: string;
  consumer: string;
}

type Entry = [id: Buffer, fields: Buffer[]];

/**
 * Reads a stream as a consumer of its group: hands over each entry, then acknowledges and deletes it, together with others
 * that were handed over in the same moment, in one transaction.
 */
export class StreamReader {
  failure: Error | undefined;
  #stopped = false;
  readonly #pipeline: Pipeline;
  readonly #reading: Reading;
  readonly #onFrame: (frame: Buffer) => void;
  /**
   * A command waits behind a read that blocks, so a read blocks for a moment only while frames are to be acknowledged: where
   * nothing else happens up to 100 ms all the same, since Redis looks at the time as often as `hz` says (measured: 79 to 100 ms
   * for BLOCK 10 at hz 10).
   */
  readonly #read: { soon: Buffer; patiently: Buffer };
  /** What was handed over and not acknowledged yet, and since when there is such. */
  #handled: Buffer[] = [];
  #handledSinceMs = 0;

  constructor(pipeline: Pipeline, reading: Reading, onFrame: (frame: Buffer) => void) {
    this.#pipeline = pipeline;
    this.#reading = reading;
    this.#onFrame = onFrame;
    this.#read = {
      soon: readBytes(reading, ACKNOWLEDGED_WITHIN_MS),
      patiently: readBytes(reading, BLOCK_MS),
    };
  }

  /** Has it end after the read that is under way, once everything is acknowledged. */
  stop(): void {
    this.#stopped = true;
  }

  /** Whether it has handed over frames that it has not acknowledged. */
  get isOwing(): boolean {
    return this.#handled.length > 0;
  }

  async run(): Promise<void> {
    try {
      await this.#takeOver(0);
      let lookedMs = performance.now();
      while (!this.#stopped) {
        this.#handle(await this.#next());
        if (performance.now() - lookedMs < LOOK_EVERY_MS) continue;
        lookedMs = performance.now();
        await this.#acknowledge();
        await this.#takeOver(DEAD_AFTER_MS);
      }
      await this.#acknowledge();
    } catch (thrown) {
      if (!this.#stopped) this.failure = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
  }

  /** Frames that another consumer of the group held when it died are delivered again, to this one. */
  async #takeOver(idleMs: number): Promise<void> {
    const { stream, group, consumer } = this.#reading;
    let cursor = "0-0";
    do {
      const claim = commandBytes("XAUTOCLAIM", stream, group, consumer, idleMs, cursor, "COUNT", BATCH);
      const [next, entries] = (await this.#pipeline.ask(claim)) as [Buffer, Entry[]];
      this.#handle(entries);
      await this.#acknowledge();
      cursor = next.toString();
    } while (cursor !== "0-0" && !this.#stopped);
  }

  /** Asks for more. What is to be acknowledged by now is so in the same write, without waiting for the one before the other. */
  async #next(): Promise<Entry[]> {
    const acknowledged = this.#isDue() ? this.#acknowledge() : undefined;
    const { soon, patiently } = this.#read;
    const [reply] = await Promise.all([this.#pipeline.ask(this.isOwing ? soon : patiently), acknowledged]);
    return entriesIn(reply);
  }

  #isDue(): boolean {
    const isLongAgo = performance.now() - this.#handledSinceMs >= ACKNOWLEDGED_WITHIN_MS;
    return this.#handled.length >= BATCH || isLongAgo;
  }

  async #acknowledge(): Promise<void> {
    if (!this.isOwing) return;
    const { stream, group } = this.#reading;
    const ids = this.#handled;
    this.#handled = [];
    const commands = [
      MULTI,
      commandBytes("XACK", stream, group, ...ids),
      commandBytes("XDEL", stream, ...ids),
      EXEC,
    ];
    const replies = await Promise.all(commands.map((each) => this.#pipeline.ask(each)));
    mustHaveWorked(replies.at(-1));
  }

  #handle(entries: readonly Entry[]): void {
    if (!this.isOwing) this.#handledSinceMs = performance.now();
    for (const [id, fields] of entries) {
      this.#onFrame(fields[1] ?? Buffer.alloc(0));
      this.#handled.push(id);
    }
  }
}

function readBytes({ stream, group, consumer }: Reading, blockMs: number): Buffer {
  const read = ["GROUP", group, consumer, "COUNT", BATCH, "BLOCK", blockMs, "STREAMS", stream, ">"];
  return commandBytes("XREADGROUP", ...read);
}

/** The entries of the one stream that was asked for; none where the time was up. */
function entriesIn(reply: Reply): Entry[] {
  if (!Array.isArray(reply)) return [];
  const [first, second] = reply;
  // RESP3 has a map from stream to entries, RESP2 a list of such pairs.
  return (Array.isArray(first) ? first[1] : second) as Entry[];
}

/** @throws ErrorReply of a command of a transaction that failed */
function mustHaveWorked(replies: Reply | undefined): void {
  const failed = Array.isArray(replies) ? replies.find((each) => each instanceof ErrorReply) : undefined;
  if (failed) throw failed;
}
