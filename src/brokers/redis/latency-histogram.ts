/**
 * The time within which every call of a command was carried out: the end of the last bucket of its histogram.
 * @param reply to LATENCY HISTOGRAM of that one command
 * @returns microseconds; NaN for a command that was never called
 * @see https://redis.io/docs/latest/commands/latency-histogram/
 */
export function slowestMicroseconds(reply: unknown): number {
  const [, told] = listOf(reply);
  const fields = listOf(told);
  const buckets = listOf(fields[fields.indexOf("histogram_usec") + 1]);
  // Ends and counts in turn, each count with those before it.
  return Number(buckets.at(-2) ?? Number.NaN);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
