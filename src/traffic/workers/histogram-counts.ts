import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

/** A histogram as plain data: its values, least first, in nanoseconds, and how often each was recorded. */
export interface HistogramCounts {
  values: Float64Array;
  counts: Float64Array;
}

/** Every count of a histogram. Node's tells none but by percentiles: they are walked rank by rank, value by value. */
export function countsOf(histogram: RecordableHistogram): HistogramCounts {
  const { count } = histogram;
  const [values, counts]: [number[], number[]] = [[], []];
  const at = (rank: number) => histogram.percentile((rank / count) * 100);
  for (let below = 0; below < count; ) {
    const value = at(below + 1);
    const last = lastRankOf((rank) => at(rank) <= value, below + 1, count);
    values.push(value);
    counts.push(last - below);
    below = last;
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts) };
}

/** The highest rank of which it is so, where it is so of the first: in steps that double, then halve. */
function lastRankOf(isSo: (rank: number) => boolean, first: number, most: number): number {
  let step = 1;
  while (first + step <= most && isSo(first + step)) step *= 2;
  let [below, above] = [first + Math.floor(step / 2), Math.min(first + step, most + 1)];
  if (step === 1) below = first;
  while (above - below > 1) {
    const rank = Math.floor((below + above) / 2);
    if (isSo(rank)) below = rank;
    else above = rank;
  }
  return below;
}

/** The histogram with these counts: doubled bit by bit of them, since Node's records a value once at a time. */
export function histogramOf({ values, counts }: HistogramCounts): RecordableHistogram {
  let histogram = createHistogram();
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  for (let bit = most === 0 ? -1 : Math.floor(Math.log2(most)); bit >= 0; bit -= 1) {
    const doubled = createHistogram();
    doubled.add(histogram);
    doubled.add(histogram);
    histogram = doubled;
    for (const [index, value] of values.entries())
      if (Math.floor((counts[index] ?? 0) / 2 ** bit) % 2 === 1) histogram.record(value);
  }
  return histogram;
}
