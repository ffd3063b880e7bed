import { describeLongTime, inWholeSeconds } from "./duration-words.ts";
import { type Estimate, isEstimate } from "./estimate.ts";
import { describeEstimate } from "./estimate-words.ts";
import { describeRange, describeScalar, fractionDigits, withUnit } from "./scalar-words.ts";
import type { Comparison, Expectation } from "./schema.ts";

export type Scalar = string | number | boolean;

/** What is as it was seen: one value, or several by name. */
export type PlainMeasured = Scalar | Readonly<Record<string, Scalar>>;

/** What a spec measured. What varies from one run to the next has an interval. */
export type Measured = PlainMeasured | Estimate;

/** In whose form numbers, and yes and no, are written. */
export type Form = "en" | "pl";

const SIGNS = { atLeast: "≥", moreThan: ">", atMost: "≤", lessThan: "<" } as const;

/** An expectation in words, as the report prints it: "> 10,000 ops/s", "lost 0, corrupted 0". */
export function describeExpectation(expected: Expectation, unit?: string, form: Form = "en"): string {
  if (!("all" in expected)) return describeComparison(expected, form, unit);
  const parts = Object.entries(expected.all).map(
    ([name, each]) => `${name} ${describeComparison(each, form)}`,
  );
  return withUnit(parts.join(", "), unit);
}

/**
 * A measured value in words, in the same form, rounded for reading; never so far that the rounded value would be judged
 * otherwise than the measured one: 9.9996 ms stays 9.9996 beside "< 10 ms".
 */
export function describeMeasured(
  measured: Measured,
  expected: Expectation,
  unit?: string,
  form: Form = "en",
): string {
  if (isEstimate(measured)) return describeEstimate(measured, expected, unit, form);
  const extraDigits = [0, 3, 6, 9, 12].find(
    (extra) => holds(expected, rounded(measured, extra)) === holds(expected, measured),
  );
  const describe = (value: Scalar) =>
    describeScalar(value, form, typeof value === "number" ? fractionDigits(value) + (extraDigits ?? 0) : 0);
  if (typeof measured !== "object")
    return durationOf(measured, expected, unit) ?? withUnit(describe(measured), unit);
  const parts = Object.entries(measured).map(([name, value]) => `${name} ${describe(value)}`);
  return withUnit(parts.join(", "), unit);
}

/**
 * Whether a measured value is as expected. A value of another type than the threshold, one that is not a finite number,
 * or one that is missing among several, does not hold: it is never taken for a zero.
 */
export function holds(expected: Expectation, measured: PlainMeasured): boolean {
  if (!("all" in expected)) return typeof measured !== "object" && compare(expected, measured);
  return typeof measured === "object" && astrayIn(expected, measured).length === 0;
}

/** Of several values those that are not as expected, each with what is expected of it; one that is missing among them. */
export function astrayIn(
  expected: Expectation,
  measured: Readonly<Record<string, Scalar>>,
): [name: string, expected: Comparison][] {
  if (!("all" in expected)) return [];
  return Object.entries(expected.all).filter(([name, each]) => {
    const value = measured[name];
    return value === undefined || !compare(each, value);
  });
}

function compare(expected: Comparison, value: Scalar): boolean {
  if ("is" in expected) return value === expected.is;
  if ("atLeastVersion" in expected) {
    return typeof value === "string" && isVersionAtLeast(value, expected.atLeastVersion);
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  if ("atLeast" in expected) return value >= expected.atLeast;
  if ("moreThan" in expected) return value > expected.moreThan;
  if ("atMost" in expected) return value <= expected.atMost;
  if ("lessThan" in expected) return value < expected.lessThan;
  return value >= expected.from && value <= expected.to;
}

function isVersionAtLeast(version: string, least: string): boolean {
  if (!/^v?\d/.test(version)) return false;
  const parts = (text: string) => (text.match(/\d+/g) ?? []).map(Number);
  const [have, need] = [parts(version), parts(least)];
  for (const [index, number] of need.entries()) {
    const difference = (have[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function describeComparison(expected: Comparison, form: Form, unit?: string): string {
  const limit = (value: Scalar) =>
    (typeof value === "number" ? describeLongTime(value, unit) : undefined) ??
    withUnit(describeScalar(value, form, EXACT), unit);
  if ("is" in expected) return limit(expected.is);
  if ("atLeastVersion" in expected) return withUnit(`≥ ${expected.atLeastVersion}`, unit);
  if ("from" in expected) {
    const [from, to] = [limit(expected.from), limit(expected.to)];
    return describeRange(unit && to.endsWith(` ${unit}`) ? withoutUnit(from, unit) : from, to, form);
  }
  const [kind, threshold] = Object.entries(expected)[0] ?? ["", 0];
  return `${SIGNS[kind as keyof typeof SIGNS]} ${limit(threshold)}`;
}

/** A limit is written as the plan has it. */
const EXACT = 12;

function withoutUnit(text: string, unit: string): string {
  return text.endsWith(` ${unit}`) ? text.slice(0, -unit.length - 1) : text;
}

/** A time of a minute or more, unless whole seconds would be judged otherwise. */
function durationOf(measured: Scalar, expected: Expectation, unit?: string): string | undefined {
  if (typeof measured !== "number") return undefined;
  const seconds = inWholeSeconds(measured, unit);
  if (holds(expected, seconds) !== holds(expected, measured)) return undefined;
  return describeLongTime(seconds, unit);
}

function rounded(measured: PlainMeasured, extraDigits: number): PlainMeasured {
  const round = (value: Scalar) =>
    typeof value === "number" ? Number(value.toFixed(fractionDigits(value) + extraDigits)) : value;
  if (typeof measured !== "object") return round(measured);
  return Object.fromEntries(Object.entries(measured).map(([name, value]) => [name, round(value)]));
}
