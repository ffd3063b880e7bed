import { close, fdatasyncSync, mkdtempSync, openSync, rmSync, writevSync } from "node:fs";
import { join } from "node:path";

/** What a broker does with frames before it confirms them. */
export interface Disk {
  /** Writes all of it behind what is there. */
  write(bytes: readonly Buffer[]): void;
  /** Returns once the disk has what was written. */
  sync(): void;
}

/** A new file begins there, as brokers begin a new segment of their log. */
const SEGMENT_BYTES = 64 * 2 ** 20;
/** More buffers than that the system does not take at once. */
const MOST_BUFFERS = 1_024;

/**
 * A log in a folder, as brokers write one: appended to, and begun anew every 64 MiB, so that it is never larger. Its files have
 * no names once they are open: nothing is left of them when the process ends, however it does.
 */
export class LogOnDisk implements Disk, Disposable {
  readonly #folder: string;
  readonly #segmentBytes: number;
  #file: number;
  #bytes = 0;
  #earlierBytes = 0;

  /** @throws the system's error where no file can be made there */
  constructor(folder: string, segmentBytes = SEGMENT_BYTES) {
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
    this.#file = nameless(folder);
  }

  write(bytes: readonly Buffer[]): void {
    if (this.#bytes >= this.#segmentBytes) this.#begin();
    for (let from = 0; from < bytes.length; from += MOST_BUFFERS) {
      this.#writeWhole(bytes.slice(from, from + MOST_BUFFERS));
    }
  }

  sync(): void {
    fdatasyncSync(this.#file);
  }

  /** The file that is written to, and how many bytes the ones before it had. */
  get place(): { file: number; earlierBytes: number } {
    return { file: this.#file, earlierBytes: this.#earlierBytes };
  }

  [Symbol.dispose](): void {
    closeLater(this.#file);
  }

  #writeWhole(bytes: readonly Buffer[]): void {
    let left = [...bytes];
    while (left.length > 0) {
      const written = writevSync(this.#file, left);
      this.#bytes += written;
      left = beyond(left, written);
    }
  }

  #begin(): void {
    closeLater(this.#file);
    this.#file = nameless(this.#folder);
    this.#earlierBytes += this.#bytes;
    this.#bytes = 0;
  }
}

/** What is left of buffers behind so many bytes. */
function beyond(buffers: readonly Buffer[], bytes: number): Buffer[] {
  let skip = bytes;
  return buffers.flatMap((buffer) => {
    const from = Math.min(skip, buffer.length);
    skip -= from;
    return from === buffer.length ? [] : [buffer.subarray(from)];
  });
}

function nameless(folder: string): number {
  const own = mkdtempSync(join(folder, "broker-signoff-control-"));
  try {
    return openSync(join(own, "log"), "wx+");
  } finally {
    rmSync(own, { recursive: true });
  }
}

/** To free its blocks takes milliseconds, which nobody has to wait for. */
function closeLater(file: number): void {
  close(file, () => undefined);
}
