import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

export interface Early {
  count: number;
  mostMs: number;
}

/**
 * Latencies in Node's own HDR histogram: nanoseconds with 3 significant digits, from 1 ns to 104 days, so that nothing is
 * clamped or dropped. One of another thread can be added.
 */
export class Latencies {
  /** In nanoseconds. Sent to another thread, it stays the same histogram. */
  readonly histogram: RecordableHistogram;
  /** Those below zero, which no histogram holds, and how far at most: nothing ends before it begins, so a clock is wrong. */
  readonly early: Early = { count: 0, mostMs: 0 };

  constructor(histogram: RecordableHistogram = createHistogram()) {
    this.histogram = histogram;
  }

  /** @param ms below the clock's resolution it counts as 1 ns, the least that a histogram holds; below zero it is early */
  record(ms: number): void {
    if (ms < 0) {
      this.early.count += 1;
      this.early.mostMs = Math.max(this.early.mostMs, -ms);
      return;
    }
    this.histogram.record(Math.max(1, Math.round(ms * 1e6)));
  }
}

/** Latencies of a whole run, and of the second that is under way. */
export class Meter {
  readonly total: Latencies;
  #second = new Latencies();

  constructor(total: Latencies = new Latencies()) {
    this.total = total;
  }

  record(ms: number, { isMeasured }: { isMeasured: boolean }): void {
    if (isMeasured) this.total.record(ms);
    this.#second.record(ms);
  }

  /** What was recorded since the last time this was called. */
  takeSecond(): RecordableHistogram {
    const { histogram } = this.#second;
    this.#second = new Latencies();
    return histogram;
  }
}

/** All latencies of several histograms. */
export function mergedHistograms(histograms: readonly RecordableHistogram[]): RecordableHistogram {
  const all = createHistogram();
  for (const histogram of histograms) all.add(histogram);
  return all;
}
