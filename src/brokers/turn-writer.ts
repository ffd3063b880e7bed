import type { Writable } from "node:stream";

/**
 * Messages that go out as one write: so few that the broker works on some while the next are encoded, and as many small ones as
 * Redis takes from a socket at once (16 KiB).
 */
const MOST_MESSAGES = 256;
/** Up to so many bytes are copied into one buffer, which costs less than to hand its pieces to the stream one by one. */
const MOST_COPIED_BYTES = 64 * 1024;

/**
 * Writes messages to a socket, those of one turn of the event loop together: a write is a system call, and costs more than to
 * encode the message. They leave in the order in which they were handed over.
 */
export class TurnWriter {
  readonly #socket: Writable;
  #pieces: Buffer[] = [];
  #messages = 0;
  #bytes = 0;

  constructor(socket: Writable) {
    this.#socket = socket;
  }

  /** @param message its bytes, in pieces; they must not be changed afterwards */
  write(message: readonly Buffer[]): void {
    if (this.#messages === 0) process.nextTick(this.#flush);
    for (const piece of message) {
      this.#pieces.push(piece);
      this.#bytes += piece.length;
    }
    this.#messages += 1;
    if (this.#messages === MOST_MESSAGES) this.#flush();
  }

  #flush = (): void => {
    const [pieces, bytes] = [this.#pieces, this.#bytes];
    if (this.#messages === 0) return;
    [this.#pieces, this.#bytes, this.#messages] = [[], 0, 0];
    // Of a socket that was closed meanwhile its owner learns by itself.
    if (!this.#socket.writable) return;
    if (bytes <= MOST_COPIED_BYTES) {
      this.#socket.write(Buffer.concat(pieces, bytes));
      return;
    }
    this.#socket.cork();
    for (const piece of pieces) this.#socket.write(piece);
    this.#socket.uncork();
  };
}
