import { expect, test } from "vitest";
import { loadPlan } from "../../plan/load.ts";
import { mustBeKnown } from "./known-brokers.ts";

test("every broker of the plan can be measured", () => {
  expect(() => mustBeKnown(loadPlan())).not.toThrow();
});

test("one that nothing can measure is named before anything starts", () => {
  const plan = loadPlan();
  const [block] = plan.blocks;
  const [task] = block?.tasks ?? [];
  if (task) task.brokers = ["redis", "kafka"];

  expect(() => mustBeKnown(plan)).toThrow(/the broker kafka: expected one of redis, rabbitmq/);
});
