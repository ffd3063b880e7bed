import { expect, test } from "vitest";
import { criterionResult, taskResult } from "../../plan/testing.ts";
import { statusOfMetric } from "./success-metric.ts";

const TASKS = [
  taskResult("a/one", criterionResult("x"), criterionResult("y", { status: "undetermined" })),
  taskResult(
    "a/two",
    criterionResult("x", { broker: "redis" }),
    criterionResult("x", { broker: "rabbitmq", status: "not-met" }),
  ),
];

test.each([
  [["a/one/x"], "met"],
  [["a/one"], "undetermined"],
  [["a/two/x"], "not-met"],
  [["a/one/x", "a/two/x"], "not-met"],
] as const)("%j shows the worst of what it names: %s", (shownBy, status) => {
  expect(statusOfMetric(shownBy, TASKS)).toBe(status);
});
