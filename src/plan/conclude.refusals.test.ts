import { expect, test } from "vitest";
import { conclude } from "./conclude.ts";
import type { Claim, TestRecord } from "./record.ts";
import type { BrokerId, Plan } from "./schema.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "./testing.ts";

const rate = plannedCriterion("rate", { expected: { atLeast: 1000 } });

function planFor(brokers?: BrokerId[]): Plan {
  return planOf(plannedTask("block3/load", [rate], brokers ? { brokers } : {}));
}

function claiming(claim: Claim, rest: Partial<TestRecord> = {}): TestRecord {
  return testRecord("block3/load", { name: "the rate is held", claims: [claim], ...rest });
}

function concluding(plan: Plan, ...tests: TestRecord[]) {
  return () => conclude(plan, { tests, taskErrors: new Map() });
}

test("two tests for one criterion are an error that names both", () => {
  const again = claiming({ criterion: "rate" }, { name: "the rate is held again" });

  expect(concluding(planFor(), claiming({ criterion: "rate" }), again)).toThrow(
    'block3/load/rate is claimed by two tests: "the rate is held" and "the rate is held again"',
  );
});

test("two tests for one criterion of one broker are an error that names the broker", () => {
  const claim: Claim = { criterion: "rate", broker: "redis" };

  expect(concluding(planFor(["redis"]), claiming(claim), claiming(claim))).toThrow(
    "block3/load/rate@redis is claimed by two tests",
  );
});

test("a criterion that is recorded twice is an error that names the test", () => {
  const value = recording(rate, 1000);
  const twice = claiming({ criterion: "rate" }, { recorded: [value, value] });

  expect(concluding(planFor(), twice)).toThrow('block3/load/rate is recorded twice by "the rate is held"');
});

test("a criterion that the plan does not know is an error that names it and its test", () => {
  expect(concluding(planFor(), claiming({ criterion: "speed" }))).toThrow(
    /the test "the rate is held": expected claims of what the plan has of block3\/load: rate, saw a claim of block3\/load\/speed/,
  );
});

test("a criterion of another task is unknown to this one", () => {
  expect(concluding(planFor(), claiming({ criterion: "rate" }, { taskId: "block3/alerts" }))).toThrow(
    /what the plan has of block3\/alerts: no such task, saw a claim of block3\/alerts\/rate/,
  );
});

test.each<{ claim: Claim; brokers?: BrokerId[]; error: string }>([
  {
    claim: { criterion: "rate" },
    brokers: ["redis", "rabbitmq"],
    error: "block3/load: measured for redis, rabbitmq, saw a claim of block3/load/rate for no broker",
  },
  {
    claim: { criterion: "rate", broker: "rabbitmq" },
    brokers: ["redis"],
    error: "block3/load: measured for redis, saw a claim of block3/load/rate for rabbitmq",
  },
  {
    claim: { criterion: "rate", broker: "redis" },
    error: "block3/load: measured for none, saw a claim of block3/load/rate for redis",
  },
])("a claim for the wrong broker is an error: $error", ({ claim, brokers, error }) => {
  expect(concluding(planFor(brokers), claiming(claim))).toThrow(error);
});

test("a test that claims nothing is no one's business", () => {
  const result = concluding(planFor(), { ...claiming({ criterion: "rate" }), claims: [] })();

  expect(result).toMatchObject([{ id: "block3/load", status: "not-run" }]);
});
