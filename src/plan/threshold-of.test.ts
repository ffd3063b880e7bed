import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { thresholdOf } from "./threshold-of.ts";

test("a threshold is the number that the plan gives", () => {
  expect(thresholdOf("overall/performance", "latency-p99", "lessThan")).toBeGreaterThan(0);
});

test("one that has to be reached the other way, or is no number, is a problem that shows what the plan says", () => {
  expect(() => thresholdOf("overall/performance", "latency-p99", "moreThan")).toThrow(Problem);
  expect(() => thresholdOf("block1/persistence", "aof-enabled", "atLeast")).toThrow(/saw \{"is":"yes"\}/);
});
