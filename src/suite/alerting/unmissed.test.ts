import { expect, test } from "vitest";
import { readExpectedLabels } from "../../watchers/rule-tests.ts";
import { standingJobs } from "./all-targets.ts";
import { unmissed } from "./unmissed.ts";

test("a job that nobody would miss is told", () => {
  const expected = new Map([
    ["TargetMissing", [{ job: "redis" }]],
    ["TargetDown", [{ job: "rabbitmq-queues" }]],
  ]);

  expect(unmissed(["redis", "rabbitmq-queues"], expected)).toEqual([
    "TargetMissing: no unit test in which it fires for the job rabbitmq-queues",
  ]);
  expect(unmissed(["redis"], new Map())).toHaveLength(1);
});

test("every delivered job that always has a target would be missed", async () => {
  expect(await standingJobs()).toEqual([
    "prometheus",
    "alertmanager",
    "redis",
    "rabbitmq",
    "rabbitmq-queues",
  ]);
  expect(unmissed(await standingJobs(), readExpectedLabels())).toEqual([]);
});
