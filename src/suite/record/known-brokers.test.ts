import { expect, test, vi } from "vitest";
import { loadWholePlan } from "../../plan/plan-file.ts";
import { mustBeKnown } from "./known-brokers.ts";

const KAFKA = /the broker kafka: expected one of redis, rabbitmq/;

test("every broker of the plan can be measured", () => {
  expect(() => mustBeKnown()).not.toThrow();
});

test("one that nothing can measure is named before anything starts: in the plan's scope, in a task's, in the run's", () => {
  const plan = loadWholePlan();
  const [block] = plan.blocks;
  const [task] = block?.tasks ?? [];

  expect(() => mustBeKnown({ ...plan, brokers: ["redis", "kafka"] })).toThrow(KAFKA);
  if (task) task.broker = "kafka";
  expect(() => mustBeKnown(plan)).toThrow(KAFKA);
  vi.stubEnv("SIGNOFF_BROKERS", "redis,kafka");
  expect(() => mustBeKnown()).toThrow(KAFKA);
});
