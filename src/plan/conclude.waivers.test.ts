import { expect, test } from "vitest";
import { conclude } from "./conclude.ts";
import type { TestRecord } from "./record.ts";
import type { BrokerId } from "./schema.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "./testing.ts";
import type { Waiver } from "./waivers.ts";

const rate = plannedCriterion("rate", {
  expected: { atLeast: 1000 },
  unit: "msg/s",
  remedy: { en: "find the limit" },
});
const plan = planOf(plannedTask("block3/load", [rate], { brokers: ["redis", "rabbitmq"] }));

function measuring(broker: BrokerId, measured: number): TestRecord {
  return testRecord("block3/load", { recorded: [recording(rate, measured, { broker })] });
}

const waiver: Waiver = {
  criterion: "block3/load/rate",
  approver: "A. Lead",
  reason: "slow test host",
  expires: "2027-01-31",
};

function concludeLoad(tests: TestRecord[], waivers: Waiver[] = []) {
  const [task] = conclude(plan, { tests, taskErrors: new Map() }, waivers);
  return { status: task?.status, criteria: task?.criteria ?? [] };
}

test("a criterion measured for each broker has a result for each", () => {
  const { status, criteria } = concludeLoad([measuring("rabbitmq", 900), measuring("redis", 1000)]);

  expect(status).toBe("not-met");
  expect(criteria).toMatchObject([
    { id: "rate", broker: "redis", status: "met", measuredText: "1,000 msg/s" },
    { id: "rate", broker: "rabbitmq", status: "not-met", measuredText: "900 msg/s" },
  ]);
});

test("a broker without a test is not run, and with it the task", () => {
  const { status, criteria } = concludeLoad([measuring("redis", 1000)]);

  expect(status).toBe("not-run");
  expect(criteria.map((each) => [each.broker, each.status])).toEqual([
    ["redis", "met"],
    ["rabbitmq", "not-run"],
  ]);
});

test("a waiver makes not met waived, and keeps what was seen", () => {
  const { status, criteria } = concludeLoad([measuring("redis", 900), measuring("rabbitmq", 900)], [waiver]);

  expect(status).toBe("waived");
  expect(criteria[0]).toMatchObject({
    status: "waived",
    measured: 900,
    measuredText: "900 msg/s",
    expected: "≥ 1,000 msg/s",
    reason: "waived by A. Lead until 2027-01-31: slow test host; not-met: find the limit",
  });
});

test("a waiver of what did not run says that it did not run", () => {
  const { criteria } = concludeLoad([], [waiver]);

  expect(criteria.map(({ reason }) => reason)).toEqual([
    "waived by A. Lead until 2027-01-31: slow test host; not-run",
    "waived by A. Lead until 2027-01-31: slow test host; not-run",
  ]);
});

test("a waiver leaves what is met as it is", () => {
  const tests = [measuring("redis", 1000), measuring("rabbitmq", 1000)];

  expect(concludeLoad(tests, [waiver])).toEqual(concludeLoad(tests));
  expect(concludeLoad(tests, [waiver]).status).toBe("met");
});

test("a waiver of one broker leaves the other", () => {
  const tests = [measuring("redis", 900), measuring("rabbitmq", 900)];

  const { status, criteria } = concludeLoad(tests, [{ ...waiver, broker: "rabbitmq" }]);

  expect(status).toBe("not-met");
  expect(criteria.map((each) => [each.broker, each.status])).toEqual([
    ["redis", "not-met"],
    ["rabbitmq", "waived"],
  ]);
});

test("a waiver of another criterion changes nothing", () => {
  const tests = [measuring("redis", 900), measuring("rabbitmq", 900)];

  expect(concludeLoad(tests, [{ ...waiver, criterion: "overall/load/rate" }])).toEqual(concludeLoad(tests));
});
