/** The places of a record have 32 bits. 0 is for frames that never came, the highest for moments past the end. */
const LAST = 2 ** 32 - 1;
const FINEST_MS = 0.001;
/** Times before the start can be told as far back as that: a clock that is behind must be seen to be. */
const LEAD_MS = 10_000;
/** Brokers that are down, and drains, may take as long as that beyond twice the load. */
const SPARE_MS = 1_800_000;

/**
 * Moments of a run as whole numbers from 1, of which a later one has a higher: the place of a reception among all others,
 * whichever thread or process saw it, and the time that it took at once.
 */
export class Ticks {
  readonly startMs: number;
  readonly tickMs: number;

  /** @param startMs of the run, on the clock by which moments are taken */
  constructor(startMs: number, tickMs: number) {
    this.startMs = startMs;
    this.tickMs = tickMs;
  }

  /** How long a tick is for a load of that length, in ms: a microsecond up to twenty minutes, then doubled as often as needed. */
  static lengthFor(loadMs: number): number {
    const longestMs = LEAD_MS + 2 * loadMs + SPARE_MS;
    return FINEST_MS * 2 ** Math.max(0, Math.ceil(Math.log2(longestMs / FINEST_MS / LAST)));
  }

  placeOf(nowMs: number): number {
    const place = Math.ceil((nowMs - this.startMs + LEAD_MS) / this.tickMs);
    return Math.max(1, Math.min(LAST, place));
  }

  /**
   * From a moment to a reception, in ms, up to a tick too long and never too short.
   * @param place 0 and the highest tell no time
   * @returns NaN where it is not known
   */
  since(momentMs: number, place: number): number {
    if (place === 0 || place === LAST) return Number.NaN;
    const sinceMs = place * this.tickMs - LEAD_MS + this.startMs - momentMs;
    return sinceMs > -this.tickMs ? Math.max(0, sinceMs) : sinceMs;
  }
}
