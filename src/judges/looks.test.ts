import { expect, test } from "vitest";
import { judgeEstimate } from "../plan/estimate.ts";
import { confidenceOfLook } from "./looks.ts";
import { medianInterval } from "./median-interval.ts";
import { seeded } from "./testing.ts";

test("looks share the one percent that a verdict may be wrong", () => {
  expect(confidenceOfLook(1)).toBe(99);
  expect(confidenceOfLook(4)).toBe(99.75);
  expect(10 * (100 - confidenceOfLook(10))).toBeCloseTo(1, 9);
});

/** How many of so many loads are decided, looked at after 50, 100, 150 and 200 rounds, whose true median is the limit itself. */
function decided(loads: number, confidencePercent: number): number {
  const random = seeded(4);
  return Array.from({ length: loads }, () => Array.from({ length: 200 }, random)).filter((rounds) =>
    [50, 100, 150, 200].some((count) => {
      const estimate = medianInterval(rounds.slice(0, count), { confidencePercent });
      return estimate && judgeEstimate({ lessThan: 0.5 }, estimate) !== "undetermined";
    }),
  ).length;
}

test("whoever looks four times is wrong once in a hundred times, and would be more often without sharing", () => {
  expect(decided(1_000, confidenceOfLook(4))).toBeLessThanOrEqual(10);
  expect(decided(1_000, 99)).toBeGreaterThan(10);
});
