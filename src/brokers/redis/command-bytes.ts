const LINE_END = Buffer.from("\r\n");

/** A command as Redis takes it: an array of bulk strings. */
export function commandBytes(...words: readonly (string | number | Buffer)[]): Buffer {
  const bulks = words.flatMap((word) => {
    const bytes = Buffer.isBuffer(word) ? word : Buffer.from(String(word));
    return [Buffer.from(`$${bytes.length}\r\n`), bytes, LINE_END];
  });
  return Buffer.concat([Buffer.from(`*${words.length}\r\n`), ...bulks]);
}

/** `XADD stream * frame <bytes>`, of which all but the frame is encoded once for frames of one length. */
export class XaddBytes {
  readonly #start: string;
  #head = Buffer.alloc(0);
  #length = -1;

  constructor(stream: string) {
    const words = ["XADD", stream, "*", "frame"];
    const bulks = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    this.#start = `*5\r\n${bulks.join("")}`;
  }

  /** The command in pieces; the frame is one of them, and not copied. */
  of(frame: Buffer): readonly Buffer[] {
    if (frame.length !== this.#length) {
      this.#length = frame.length;
      this.#head = Buffer.from(`${this.#start}$${frame.length}\r\n`);
    }
    return [this.#head, frame, LINE_END];
  }
}
