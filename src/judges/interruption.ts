/** A time in which nothing of a kind happened: from the one before to the one after, in ms of the run's clock. */
export interface Stall {
  fromMs: number;
  toMs: number;
}

interface Measured {
  /** When the measured window begins and ends. */
  fromMs: number;
  toMs: number;
  /** How far apart frames are due: that long nothing happens anyway. */
  intervalMs: number;
}

/**
 * The longest time of the measured window, in ms, in which nothing happened at anybody's. The law: what one producer, or one
 * consumer, waits for is an interruption only while all the others wait as well. One that is not over at the window's end lasts on.
 *
 * @param stallsOf each producer, or each consumer: in the order of time, none over another
 */
export function longestInterruption(
  stallsOf: readonly (readonly Stall[])[],
  { fromMs, toMs, intervalMs }: Measured,
): number {
  const [first = [], ...others] = stallsOf;
  const common = others.reduce<readonly Stall[]>(overlaps, first);
  const lengths = common
    .filter((each) => each.fromMs < toMs && each.toMs > fromMs)
    .map((each) => each.toMs - Math.max(each.fromMs, fromMs) - intervalMs);
  return Math.max(0, ...lengths);
}

/** The times that are in both lists. */
function overlaps(some: readonly Stall[], others: readonly Stall[]): Stall[] {
  const both: Stall[] = [];
  let [i, k] = [0, 0];
  for (;;) {
    const [one, other] = [some[i], others[k]];
    if (!one || !other) return both;
    const stall = { fromMs: Math.max(one.fromMs, other.fromMs), toMs: Math.min(one.toMs, other.toMs) };
    if (stall.toMs > stall.fromMs) both.push(stall);
    if (one.toMs < other.toMs) i += 1;
    else k += 1;
  }
}
