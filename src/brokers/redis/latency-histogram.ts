import { fieldsOf, listOf } from "./reply.ts";

/** How many calls of a command took no longer than so many microseconds, by that time; from the shortest to the longest. */
export type LatencyHistogram = ReadonlyMap<number, number>;

/**
 * @param reply to LATENCY HISTOGRAM of that one command
 * @returns without the ends of which there was no call; empty for a command that was never called
 * @see https://redis.io/docs/latest/commands/latency-histogram/
 */
export function latencyHistogram(reply: unknown): LatencyHistogram {
  const [, told] = listOf(reply);
  const numbers = listOf(fieldsOf(told).get("histogram_usec")).map(Number);
  // Ends and counts in turn, each count with those before it.
  const pairs = numbers.flatMap((end, index) =>
    index % 2 === 0 ? [[end, numbers[index + 1] ?? 0] as const] : [],
  );
  return new Map(pairs);
}

/** The time within which every call was carried out, in microseconds; NaN where there was none. */
export function slowestMicroseconds(histogram: LatencyHistogram): number {
  return [...histogram.keys()].at(-1) ?? Number.NaN;
}

/** Between which times half of the calls since an earlier look took less, in microseconds; nothing where there was none. */
export function halfSince(
  before: LatencyHistogram,
  now: LatencyHistogram,
): { least: number; most: number } | undefined {
  const since = [...now].map(([end, count]) => ({ end, count: count - countUpTo(before, end) }));
  const all = since.at(-1)?.count ?? 0;
  const half = since.find(({ count }) => count >= all / 2);
  if (all === 0 || !half) return undefined;
  // A bucket begins where the one of half its time ends.
  return { least: half.end / 2, most: half.end };
}

function countUpTo(histogram: LatencyHistogram, end: number): number {
  return [...histogram].findLast(([each]) => each <= end)?.[1] ?? 0;
}
