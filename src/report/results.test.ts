import { expect, test } from "vitest";
import type { CriterionResult, TaskResult } from "../plan/conclude.ts";
import type { Status, Verdict } from "../plan/outcome.ts";
import { allCriteria, type Results, resultsOf } from "./results.ts";

function criterionOf(id: string, status: Status): CriterionResult {
  return { id, status, expected: "0", details: {}, evidence: [] };
}

function taskOf(id: string, status: Status, ...criteria: CriterionResult[]): TaskResult {
  return { id, status, criteria };
}

function runOf(tasks: TaskResult[]): Omit<Results, "verdict"> {
  return {
    profile: "quick",
    startedAt: "2027-01-15T10:00:00.000Z",
    durationMs: 1000,
    commit: "abc",
    host: { os: "Debian 13", kernel: "6.12", cpu: "CPU", cores: 4, memoryGib: 16, node: "v24" },
    hashes: { plan: "0123" },
    images: [{ service: "redis", image: "redis:8", imageId: "sha256:1" }],
    versions: { Redis: "8.2.2" },
    tasks,
  };
}

test.each<[verdict: Verdict, first: Status, second: Status]>([
  ["accepted", "met", "waived"],
  ["incomplete", "met", "not-run"],
  ["incomplete", "undetermined", "waived"],
  ["rejected", "undetermined", "not-met"],
])("a run is %s when its criteria are %s and %s, be it in different tasks", (verdict, first, second) => {
  const tasks = [
    taskOf("block1/a", first, criterionOf("x", first)),
    taskOf("block1/b", second, criterionOf("y", second)),
  ];

  expect(resultsOf(runOf(tasks)).verdict).toBe(verdict);
});

test("the results begin with the verdict and keep everything that is known of the run", () => {
  const run = runOf([taskOf("block1/a", "met", criterionOf("x", "met"))]);

  const results = resultsOf(run);

  expect(results).toEqual({ ...run, verdict: "accepted" });
  expect(Object.keys(results).slice(0, 4)).toEqual(["verdict", "profile", "startedAt", "durationMs"]);
});

test("the criteria of all tasks come in the order of the tasks", () => {
  const tasks = [
    taskOf("block1/a", "met", criterionOf("x", "met"), criterionOf("y", "met")),
    taskOf("block1/b", "met", criterionOf("z", "met")),
  ];

  expect(allCriteria(tasks).map(({ id }) => id)).toEqual(["x", "y", "z"]);
});
