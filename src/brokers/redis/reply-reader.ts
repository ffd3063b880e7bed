/** Redis said no to a command, in its words. */
export class ErrorReply extends Error {
  override readonly name = "ErrorReply";
}

/** Bulk strings are buffers, simple ones are strings. A map is the list of its keys and values in turn, as in RESP2. */
export type Reply = Buffer | string | number | null | ErrorReply | Reply[];

/** A list under way. */
interface Open {
  items: Reply[];
  missing: number;
}

const [CR, MINUS, ZERO, NINE] = [0x0d, 0x2d, 0x30, 0x39];
const [BULK, SIMPLE, ERROR, INTEGER, ARRAY, SET, MAP, NULL] = [..."$+-:*~%_"].map((type) =>
  type.charCodeAt(0),
);
const LINE_END_BYTES = 2;
/** In place of a reply: a list has begun. */
const OPENED: unique symbol = Symbol("opened");
const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Takes Redis' replies out of the bytes of a connection, however they are cut: RESP2 and, of RESP3, what is not asked for
 * specially. https://redis.io/docs/latest/develop/reference/protocol-spec/
 *
 * What the client's own decoder does, it does for every type and closure by closure; this reads half a million replies a second.
 */
export class ReplyReader {
  readonly #onReply: (reply: Reply) => void;
  #bytes: Buffer = NOTHING;
  #at = 0;
  /** Chunks that follow `#bytes`, while a long string is not complete: joined once, not with every chunk. */
  #chunks: Buffer[] = [];
  #missingBytes = 0;
  readonly #open: Open[] = [];

  constructor(onReply: (reply: Reply) => void) {
    this.#onReply = onReply;
  }

  /** @throws Error "Protocol error" where the bytes are none of Redis' replies; nothing can be read after that */
  read(chunk: Buffer): void {
    if (!this.#isEnough(chunk)) return;
    while (this.#at < this.#bytes.length) {
      const start = this.#at;
      const reply = this.#next();
      if (reply === undefined) {
        this.#at = start;
        break;
      }
      if (reply !== OPENED) this.#complete(reply);
    }
    this.#bytes = this.#at === this.#bytes.length ? NOTHING : this.#bytes.subarray(this.#at);
    this.#at = 0;
  }

  #isEnough(chunk: Buffer): boolean {
    this.#missingBytes -= chunk.length;
    if (this.#bytes.length === 0) {
      this.#bytes = chunk;
      return true;
    }
    this.#chunks.push(chunk);
    if (this.#missingBytes > 0) return false;
    this.#bytes = Buffer.concat([this.#bytes, ...this.#chunks]);
    this.#chunks = [];
    return true;
  }

  /** The reply that starts here; undefined while it is not complete. */
  #next(): Reply | typeof OPENED | undefined {
    const type = this.#bytes[this.#at];
    this.#at += 1;
    if (type === BULK) return this.#bulk();
    if (type === INTEGER) return this.#integer();
    if (type === ARRAY || type === SET || type === MAP) return this.#list(type === MAP ? 2 : 1);
    if (type === SIMPLE) return this.#line();
    if (type === NULL) return this.#line() === undefined ? undefined : null;
    if (type !== ERROR) throw new Error(`Protocol error: a reply of type ${type}`);
    const message = this.#line();
    return message === undefined ? undefined : new ErrorReply(message);
  }

  #bulk(): Reply | undefined {
    const length = this.#integer();
    if (length === undefined) return undefined;
    if (length === -1) return null;
    const [start, end] = [this.#at, this.#at + length];
    this.#missingBytes = end + LINE_END_BYTES - this.#bytes.length;
    if (this.#missingBytes > 0) return undefined;
    this.#at = end + LINE_END_BYTES;
    return this.#bytes.subarray(start, end);
  }

  #list(perItem: number): Reply | typeof OPENED | undefined {
    const length = this.#integer();
    if (length === undefined) return undefined;
    if (length === -1) return null;
    if (length === 0) return [];
    this.#open.push({ items: [], missing: length * perItem });
    return OPENED;
  }

  /** The number up to the end of the line; undefined while that is not there. */
  #integer(): number | undefined {
    const bytes = this.#bytes;
    const isNegative = bytes[this.#at] === MINUS;
    let value = 0;
    for (let at = this.#at + (isNegative ? 1 : 0); at < bytes.length; at += 1) {
      const digit = bytes[at] as number;
      if (digit === CR) {
        if (at + 1 === bytes.length) return undefined;
        this.#at = at + LINE_END_BYTES;
        return isNegative ? -value : value;
      }
      if (digit < ZERO || digit > NINE) throw new Error(`Protocol error: ${digit} is no digit`);
      value = value * 10 + digit - ZERO;
    }
    return undefined;
  }

  /** The text up to the end of the line; undefined while that is not there. */
  #line(): string | undefined {
    const end = this.#bytes.indexOf(CR, this.#at);
    if (end === -1 || end + 1 === this.#bytes.length) return undefined;
    const text = this.#bytes.toString("utf8", this.#at, end);
    this.#at = end + LINE_END_BYTES;
    return text;
  }

  /** Puts a reply where it belongs: into the list that is under way, which it may complete, or to who reads. */
  #complete(reply: Reply): void {
    let whole = reply;
    for (let list = this.#open.at(-1); list; list = this.#open.at(-1)) {
      list.items.push(whole);
      list.missing -= 1;
      if (list.missing > 0) return;
      whole = list.items;
      this.#open.pop();
    }
    this.#onReply(whole);
  }
}
