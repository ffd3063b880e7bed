/** A figure that only grows, as it was at moments; between two of them it is taken to grow evenly. */
export class Growing {
  readonly #moments: { atMs: number; value: number }[] = [];

  /** Adds what it has grown by since the moment before; by the first one there is nothing to compare it with. */
  add(atMs: number, growth: number): void {
    this.#moments.push({ atMs, value: (this.#moments.at(-1)?.value ?? 0) + growth });
  }

  /** What it grew by; `undefined` where its moments do not reach as far. */
  between(fromMs: number, toMs: number): number | undefined {
    const [from, to] = [this.#at(fromMs), this.#at(toMs)];
    return from === undefined || to === undefined ? undefined : to - from;
  }

  #at(timeMs: number): number | undefined {
    const index = this.#moments.findLastIndex(({ atMs }) => atMs <= timeMs);
    const [before, after] = [this.#moments[index], this.#moments[index + 1]];
    if (!before || before.atMs === timeMs) return before?.value;
    if (!after) return undefined;
    const part = (timeMs - before.atMs) / (after.atMs - before.atMs);
    return before.value + part * (after.value - before.value);
  }
}
