/** How often each side of a connection says that it is there, and how long it may say nothing until it counts as lost. */
export const BEAT_MS = 1_000;
/** A worker says nothing while it writes a large result. */
export const SILENT_MS = 20_000;

/**
 * Says that this side of a connection is there, and notices when the other one is not any more. A host that has lost its power, or that
 * is cut off, closes no connection. Disposing ends both.
 */
export class Heartbeat implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #heardMs = performance.now();

  /** @param onLost called once, when nothing was heard for too long */
  constructor(beat: () => void, onLost: () => void) {
    this.#timer = setInterval(() => {
      if (performance.now() - this.#heardMs <= SILENT_MS) {
        beat();
        return;
      }
      this[Symbol.dispose]();
      onLost();
    }, BEAT_MS);
  }

  /** Something came from the other side. */
  heard(): void {
    this.#heardMs = performance.now();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
