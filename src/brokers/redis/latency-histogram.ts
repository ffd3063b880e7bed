import { fieldsOf, listOf } from "./reply.ts";

/**
 * The time within which every call of a command was carried out: the end of the last bucket of its histogram.
 * @param reply to LATENCY HISTOGRAM of that one command
 * @returns microseconds; NaN for a command that was never called
 * @see https://redis.io/docs/latest/commands/latency-histogram/
 */
export function slowestMicroseconds(reply: unknown): number {
  const [, told] = listOf(reply);
  const buckets = listOf(fieldsOf(told).get("histogram_usec"));
  // Ends and counts in turn, each count with those before it.
  return Number(buckets.at(-2) ?? Number.NaN);
}
