import type { Expectation } from "../../plan/schema.ts";

/** Places on a bar, each between 0 and 1 of its length. */
export interface PromiseBar {
  value: number;
  limit: number;
  /** The ends of the interval. */
  low?: number;
  high?: number;
}

/** Where the limit stands, so that what is somewhat beyond it still shows how far. */
const LIMIT_AT = 0.75;

/** How far a number reaches towards its limit; nothing where it has none that is above zero. */
export function barOf(
  expected: Expectation,
  { value, low, high }: { value: number; low?: number; high?: number },
): PromiseBar | undefined {
  const limit = limitOf(expected);
  if (limit === undefined || !(limit > 0) || !Number.isFinite(value)) return undefined;
  const place = (at: number) => Math.min(Math.max((at / limit) * LIMIT_AT, 0), 1);
  return {
    value: place(value),
    limit: LIMIT_AT,
    ...(low === undefined ? {} : { low: place(low) }),
    ...(high === undefined ? {} : { high: place(high) }),
  };
}

function limitOf(expected: Expectation): number | undefined {
  if ("atLeast" in expected) return expected.atLeast;
  if ("moreThan" in expected) return expected.moreThan;
  if ("atMost" in expected) return expected.atMost;
  if ("lessThan" in expected) return expected.lessThan;
  return undefined;
}
