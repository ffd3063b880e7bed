import type { RecordableHistogram } from "node:perf_hooks";

const TICKS_PER_HALF_DISTANCE = 5;
const NANOSECONDS_PER_MS = 1e6;

/**
 * A histogram as text in the percentile distribution format of HdrHistogram (.hgrm), values in milliseconds: five lines
 * for each halving of the distance to 100 %.
 */
export function toHgrm(histogram: RecordableHistogram): string {
  const { count, max, mean, stddev } = histogram;
  const ms = (nanoseconds: number) => (nanoseconds / NANOSECONDS_PER_MS).toFixed(3);
  const lines = ticks(count).map((percentile) => {
    const value = percentile === 0 ? histogram.min : histogram.percentile(percentile);
    const share = percentile / 100;
    return [
      ms(count === 0 ? 0 : value).padStart(12),
      share.toFixed(12).padStart(14),
      String(Math.ceil(share * count)).padStart(10),
      share === 1 ? "" : (1 / (1 - share)).toFixed(2).padStart(14),
    ].join(" ");
  });
  return [
    `${"Value".padStart(12)} ${"Percentile".padStart(14)} ${"TotalCount".padStart(10)} ${"1/(1-Percentile)".padStart(14)}`,
    "",
    ...lines.map((line) => line.trimEnd()),
    `#[Mean    = ${ms(count === 0 ? 0 : mean).padStart(12)}, StdDeviation   = ${ms(count === 0 ? 0 : stddev).padStart(12)}]`,
    `#[Max     = ${ms(count === 0 ? 0 : max).padStart(12)}, Total count    = ${String(count).padStart(12)}]`,
    "",
  ].join("\n");
}

/** Percentiles up to where a further one would be the maximum, and the maximum. */
function ticks(count: number): number[] {
  const percentiles: number[] = [];
  for (let distance = 100; count > 0 && distance / 100 > 1 / (2 * count); distance /= 2) {
    const step = distance / 2 / TICKS_PER_HALF_DISTANCE;
    for (let tick = 0; tick < TICKS_PER_HALF_DISTANCE; tick += 1) {
      percentiles.push(100 - distance + tick * step);
    }
  }
  return [...percentiles, 100];
}
