import type { Stall } from "../judges/interruption.ts";

/** A shorter time is no stall. */
const STALL_MS = 100;

/** Times over 100 ms in which what should go on did not. */
export class Stalls {
  readonly all: Stall[] = [];
  #lastMs = 0;

  /** From then on it should go on. */
  begin(ms: number): void {
    this.#lastMs = ms;
  }

  /** It went on then, or nobody has waited for it since. */
  until(ms: number): void {
    if (ms - this.#lastMs > STALL_MS) this.all.push({ fromMs: this.#lastMs, toMs: ms });
    this.#lastMs = Math.max(this.#lastMs, ms);
  }
}
