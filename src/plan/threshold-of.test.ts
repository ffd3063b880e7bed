import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { thresholdIfAny, thresholdOf } from "./threshold-of.ts";

test("a threshold is the number that the plan gives", () => {
  expect(thresholdOf("frameLatency", "lessThan")).toBeGreaterThan(0);
});

test("one that has to be reached the other way, or is no number, is a problem that shows what the plan says", () => {
  expect(() => thresholdOf("frameLatency", "moreThan")).toThrow(Problem);
  expect(() => thresholdOf("brokerVersion", "atLeast")).toThrow(/saw \{"atLeastVersion":"3.12"\}/);
});

test("what can do without it is told nothing", () => {
  expect(thresholdIfAny("frameLatency", "moreThan")).toBeUndefined();
  expect(thresholdIfAny("frameLatency", "lessThan")).toBe(thresholdOf("frameLatency", "lessThan"));
});
