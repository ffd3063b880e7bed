import { expect, test } from "vitest";
import type { Status } from "../../plan/outcome.ts";
import type { Expectation } from "../../plan/schema.ts";
import { criterionResult, plannedCriterion, plannedTask, planOf, taskResult } from "../../plan/testing.ts";
import { intervalsMisjudged } from "./intervals-misjudged.ts";

function misjudged(expected: Expectation, status: Status, ends: { low?: number; high?: number }): string[] {
  const plan = planOf(plannedTask("overall/performance", [plannedCriterion("p99", { expected })]));
  const interval = { ...ends, confidencePercent: 99, samples: 100 };
  const result = criterionResult("p99", { status, measured: 9, measuredText: "9 ms", interval });
  return intervalsMisjudged(plan, { tasks: [taskResult("overall/performance", result)] });
}

test.each<[Expectation, Status, { low?: number; high?: number }]>([
  [{ lessThan: 10 }, "met", { low: 8, high: 10 }],
  [{ lessThan: 10 }, "met", { low: 8 }],
  [{ lessThan: 10 }, "not-met", { low: 9.9, high: 12 }],
  [{ atMost: 10 }, "met", { low: 8, high: 10.1 }],
  [{ atLeast: 1_000 }, "met", { low: 999, high: 1_010 }],
  [{ moreThan: 100 }, "met", { low: 100, high: 110 }],
  [{ moreThan: 100 }, "not-met", { low: 90, high: 101 }],
  [{ is: 3 }, "met", { low: 3, high: 3 }],
])("%o, %s with %o is found", (expected, status, ends) => {
  expect(misjudged(expected, status, ends)).toHaveLength(1);
});

test.each<[Expectation, Status, { low?: number; high?: number }]>([
  [{ lessThan: 10 }, "met", { low: 8, high: 9.9 }],
  [{ lessThan: 10 }, "not-met", { low: 10, high: 12 }],
  [{ lessThan: 10 }, "undetermined", { low: 11, high: 12 }],
  [{ atMost: 10 }, "met", { low: 8, high: 10 }],
  [{ atLeast: 1_000 }, "met", { low: 1_000, high: 1_010 }],
  [{ moreThan: 100 }, "not-met", { high: 100 }],
  [{ lessThan: 10 }, "waived", { low: 11, high: 12 }],
])("%o, %s with %o is right", (expected, status, ends) => {
  expect(misjudged(expected, status, ends)).toEqual([]);
});
