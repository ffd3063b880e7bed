import type { Expectation } from "./schema.ts";

/** What was measured of something that varies: a figure of a sample, with its interval of confidence. */
export interface Estimate {
  /** The figure of the sample itself. */
  value: number;
  /** The ends of the interval. Absent where too little is known for one. */
  low?: number;
  high?: number;
  /** So much of the time an interval that is made like this one has the true figure in it. */
  confidencePercent: number;
  /** How many single values it is of. */
  samples: number;
  /** How long was measured. */
  seconds?: number;
  /** The same figure of the control, which has no broker in it. */
  control?: number;
  /** Why it says nothing of what it is to be a figure of, as where others slowed it down. */
  unknown?: string;
}

export function isEstimate(value: unknown): value is Estimate {
  return typeof value === "object" && value !== null && "confidencePercent" in value;
}

/**
 * The law of what varies: an interval that is wholly inside the limit is met, one that is wholly outside is not met, and one
 * across it is undetermined, whatever the value. A missing end is as far away as can be. An end that lies on the limit is
 * inside where the comparison includes the limit. What has no limit that a number could be beside is undetermined, and what is
 * no figure of what was to be measured.
 */
export function judgeEstimate(
  expected: Expectation,
  { value, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY, unknown }: Estimate,
): "met" | "not-met" | "undetermined" {
  if (unknown !== undefined) return "undetermined";
  // Also false for what is not a number.
  const isInterval = low <= high && Number.isFinite(value);
  if (!isInterval) return "undetermined";
  const [inside, outside] = sidesOf(expected, low, high);
  if (inside) return "met";
  return outside ? "not-met" : "undetermined";
}

function sidesOf(expected: Expectation, low: number, high: number): [inside: boolean, outside: boolean] {
  if ("atLeast" in expected) return [low >= expected.atLeast, high < expected.atLeast];
  if ("moreThan" in expected) return [low > expected.moreThan, high <= expected.moreThan];
  if ("atMost" in expected) return [high <= expected.atMost, low > expected.atMost];
  if ("lessThan" in expected) return [high < expected.lessThan, low >= expected.lessThan];
  if ("from" in expected) return within(expected.from, expected.to, low, high);
  if ("is" in expected && typeof expected.is === "number") return within(expected.is, expected.is, low, high);
  return [false, false];
}

function within(from: number, to: number, low: number, high: number): [inside: boolean, outside: boolean] {
  return [low >= from && high <= to, high < from || low > to];
}
