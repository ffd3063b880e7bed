import { expect, test } from "vitest";
import type { Status, Verdict } from "../../plan/outcome.ts";
import { criterionResult, taskResult } from "../../plan/testing.ts";
import { resultsWith } from "../testing.ts";
import { allCriteria, resultsOf } from "./results.ts";

function taskOf(id: string, status: Status) {
  return taskResult(id, criterionResult("x", { status }));
}

test.each<[verdict: Verdict, first: Status, second: Status]>([
  ["accepted", "met", "waived"],
  ["incomplete", "met", "not-run"],
  ["incomplete", "undetermined", "waived"],
  ["rejected", "undetermined", "not-met"],
])("a run is %s when its criteria are %s and %s, be it in different tasks", (verdict, first, second) => {
  const tasks = [taskOf("block1/a", first), taskOf("block1/b", second)];

  expect(resultsWith({ tasks }).verdict).toBe(verdict);
});

test("the results begin with the verdict and keep everything that is known of the run", () => {
  const { verdict: _none, ...run } = resultsWith({ tasks: [taskOf("block1/a", "met")] });

  const results = resultsOf(run);

  expect(results).toEqual({ ...run, verdict: "accepted" });
  expect(Object.keys(results).slice(0, 4)).toEqual(["verdict", "profile", "brokers", "startedAt"]);
});

test("the criteria of all tasks come in the order of the tasks", () => {
  const tasks = [
    taskResult("block1/a", criterionResult("x"), criterionResult("y")),
    taskResult("block1/b", criterionResult("z")),
  ];

  expect(allCriteria(tasks).map(({ id }) => id)).toEqual(["x", "y", "z"]);
});
