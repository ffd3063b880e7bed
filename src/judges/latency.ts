/** What is asked of a histogram of nanoseconds; Node's own has all of it. */
export interface NanosecondHistogram {
  readonly count: number;
  readonly mean: number;
  readonly stddev: number;
  readonly max: number;
  percentile(percentile: number): number;
}

/** Latencies in milliseconds; a percentile is the value that this share of all latencies does not exceed. */
export interface LatencyFigures {
  count: number;
  meanMs: number;
  p50Ms: number;
  p90Ms: number;
  p99Ms: number;
  p999Ms: number;
  maxMs: number;
}

/** Fewer latencies have no 99th percentile to speak of: it would be their maximum. */
const LEAST = 100;

/** The figures of a histogram; `undefined` for fewer than a hundred latencies. */
export function latencyFigures(histogram: NanosecondHistogram): LatencyFigures | undefined {
  if (histogram.count < LEAST) return undefined;
  const at = (percentile: number) => histogram.percentile(percentile) / 1e6;
  return {
    count: histogram.count,
    meanMs: histogram.mean / 1e6,
    p50Ms: at(50),
    p90Ms: at(90),
    p99Ms: at(99),
    p999Ms: at(99.9),
    maxMs: histogram.max / 1e6,
  };
}
