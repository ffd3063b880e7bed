import type { RecordableHistogram } from "node:perf_hooks";

/** Upper bounds in seconds; dense around the plan's 10 ms, so that a p99 read from them is near the real one. */
const BOUNDS = [
  0.0005, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.012, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2,
  0.5, 1, 2, 5, 10, 30,
];

/** Latencies as Prometheus has them: for each bound how many were at or below it, all of them under +Inf. */
export class LatencyBuckets {
  readonly #atOrBelow = new Map([...BOUNDS, Number.POSITIVE_INFINITY].map((bound) => [bound, 0]));
  #sumSeconds = 0;

  /** @param latencies in nanoseconds */
  add(latencies: RecordableHistogram): void {
    if (latencies.count === 0) return;
    for (const [bound, before] of this.#atOrBelow) {
      this.#atOrBelow.set(bound, before + countAtOrBelow(latencies, bound * 1e9));
    }
    this.#sumSeconds += (latencies.mean * latencies.count) / 1e9;
  }

  /** The bounds as Prometheus writes them, with their counts. */
  get counts(): [le: string, count: number][] {
    return [...this.#atOrBelow].map(([bound, count]) => [bound === Infinity ? "+Inf" : String(bound), count]);
  }

  get count(): number {
    return this.#atOrBelow.get(Number.POSITIVE_INFINITY) ?? 0;
  }

  get sumSeconds(): number {
    return this.#sumSeconds;
  }
}

/** A histogram of Node's does not tell how many values lie below one; its percentiles do, rank by rank. */
function countAtOrBelow(histogram: RecordableHistogram, value: number): number {
  const { count } = histogram;
  let [below, above] = [0, count + 1];
  while (above - below > 1) {
    const rank = Math.floor((below + above) / 2);
    if (histogram.percentile((rank / count) * 100) <= value) below = rank;
    else above = rank;
  }
  return below;
}
