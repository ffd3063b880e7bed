import { readSync } from "node:fs";
import { crc32 } from "node:zlib";

const BUFFER_BYTES = 2 ** 16;
const LONGEST = 8;

/** The checksum of the first bytes of a file: CRC-32. */
export function checksumOf(file: number, length: number): number {
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let crc = 0;
  for (let at = 0; at < length; ) {
    const read = readSync(file, buffer, 0, Math.min(BUFFER_BYTES, length - at), at);
    if (read === 0) return Number.NaN;
    crc = crc32(buffer.subarray(0, read), crc);
    at += read;
  }
  return crc;
}

/** Reads what a {@link ByteWriter} has written, from a place of a file on. */
export class ByteReader {
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  /** Of the file, behind what is in the buffer. */
  #next: number;
  #filled = 0;
  #at = 0;

  constructor(file: number, from = 0) {
    this.#file = file;
    this.#next = from;
  }

  /** Where in the file the next byte is. */
  get position(): number {
    return this.#next - (this.#filled - this.#at);
  }

  u8(): number {
    this.#have(1);
    return this.#buffer[this.#at++] ?? 0;
  }

  u32(): number {
    this.#have(4);
    this.#at += 4;
    return this.#buffer.readUInt32LE(this.#at - 4);
  }

  varint(): number {
    this.#have(1, LONGEST);
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let filled = 0; filled < length; ) {
      this.#have(1);
      const part = Math.min(length - filled, this.#filled - this.#at);
      this.#buffer.copy(bytes, filled, this.#at, this.#at + part);
      this.#at += part;
      filled += part;
    }
    return bytes;
  }

  /** @throws RangeError when the file ends before */
  #have(least: number, wanted = least): void {
    if (this.#filled - this.#at >= wanted) return;
    this.#buffer.copyWithin(0, this.#at, this.#filled);
    this.#filled -= this.#at;
    this.#at = 0;
    const read = readSync(this.#file, this.#buffer, this.#filled, BUFFER_BYTES - this.#filled, this.#next);
    this.#next += read;
    this.#filled += read;
    if (this.#filled < least) throw new RangeError("the file ends within a number");
  }
}
