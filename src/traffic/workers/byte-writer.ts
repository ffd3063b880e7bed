import { crc32 } from "node:zlib";

const BUFFER_BYTES = 2 ** 16;
/** The longest single number: a varint of 53 bits. */
const LONGEST = 8;

/** Writes numbers and bytes one behind the other, and their checksum behind them. */
export class ByteWriter {
  readonly #write: (chunk: Uint8Array) => void;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #filled = 0;
  #crc = 0;

  /** @param write is handed a chunk that is used again once it returns */
  constructor(write: (chunk: Uint8Array) => void) {
    this.#write = write;
  }

  u8(value: number): void {
    this.#makeRoom();
    this.#filled = this.#buffer.writeUInt8(value, this.#filled);
  }

  u32(value: number): void {
    this.#makeRoom();
    this.#filled = this.#buffer.writeUInt32LE(value, this.#filled);
  }

  /** Seven bits a byte, the lowest first; the highest bit of a byte says that more follow. */
  varint(value: number): void {
    this.#makeRoom();
    let rest = value;
    while (rest >= 0x80) {
      this.#buffer[this.#filled++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#buffer[this.#filled++] = rest;
  }

  bytes(bytes: Uint8Array): void {
    this.#flush();
    this.#hand(bytes);
  }

  /** Writes the checksum of everything before, CRC-32 as frames have it. Nothing may follow. */
  end(): void {
    this.#flush();
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(this.#crc);
    this.#write(sum);
  }

  #makeRoom(): void {
    if (this.#filled > BUFFER_BYTES - LONGEST) this.#flush();
  }

  #flush(): void {
    if (this.#filled > 0) this.#hand(this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }

  #hand(chunk: Uint8Array): void {
    this.#crc = crc32(chunk, this.#crc);
    this.#write(chunk);
  }
}
