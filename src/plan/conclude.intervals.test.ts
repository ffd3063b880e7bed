import { expect, test } from "vitest";
import { type CriterionResult, conclude } from "./conclude.ts";
import type { Estimate } from "./estimate.ts";
import type { Failure, TestRecord } from "./record.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "./testing.ts";

const TASK = "block1/persistence";
const REMEDY = "set appendfsync always";

const policy = plannedCriterion("policy", { expected: { is: "noeviction" } });
const ESTIMATE = { value: 9.7, low: 8.9, high: 11.6, confidencePercent: 99, samples: 13_200, seconds: 120 };
const p99 = plannedCriterion("latency-p99", {
  expected: { lessThan: 10 },
  unit: "ms",
  remedy: { en: REMEDY },
});

function concludeP99(measured: Estimate, rest: Partial<TestRecord> = {}): CriterionResult | undefined {
  const tests = [testRecord(TASK, { recorded: [recording(p99, measured)], ...rest })];
  const [task] = conclude(planOf(plannedTask(TASK, [p99])), { tests, taskErrors: new Map() });
  return task?.criteria[0];
}

test("an interval across the limit is undetermined, with its numbers and in words", () => {
  const { value: _, ...interval } = ESTIMATE;

  expect(concludeP99({ ...ESTIMATE, control: 2.1 })).toEqual({
    id: "latency-p99",
    status: "undetermined",
    measured: 9.7,
    interval,
    control: 2.1,
    measuredText: "9.7 ms (8.9 to 11.6 with 99 % confidence, of 13,200), of it 2.1 ms without any broker",
    expected: "< 10 ms",
    unit: "ms",
    reason: "8.9 to 11.6 ms against < 10 ms after 120 s",
    details: {},
    evidence: [],
  });
});

test.each<TestRecord["state"]>(["passed", "failed", "skipped", "cut-off"])(
  "an interval across the limit is neither met nor not met when its test is %s",
  (state) => {
    const obstacle = { kind: "host", text: "no loop device" } as const;
    for (const kind of ["assertion", "not-met", "undecided", "other"] as const) {
      const result = concludeP99(ESTIMATE, { state, obstacle, failures: [{ kind, message: kind }] });

      expect(result?.status).toBe("undetermined");
    }
  },
);

test("what else failed is told with an interval across the limit", () => {
  const failures: Failure[] = [
    { kind: "undecided", message: "the same again" },
    { kind: "assertion", message: "expected 1 to be 2" },
  ];

  expect(concludeP99(ESTIMATE, { state: "failed", failures })?.reason).toBe(
    "8.9 to 11.6 ms against < 10 ms after 120 s\nexpected 1 to be 2",
  );
});

test("an undetermined value says nothing about another one of its test", () => {
  const recordings = [recording(p99, ESTIMATE), recording(policy, "noeviction")];
  const undecided: Failure = { kind: "undecided", message: "8.9 to 11.6 ms against < 10 ms" };
  const [task] = conclude(planOf(plannedTask(TASK, [p99, policy])), {
    tests: [testRecord(TASK, { recorded: recordings, state: "failed", failures: [undecided] })],
    taskErrors: new Map(),
  });

  expect(task?.criteria.map(({ status }) => status)).toEqual(["undetermined", "met"]);
});

test("an interval on one side of the limit is met or not met", () => {
  expect(concludeP99({ ...ESTIMATE, high: 9.9 })).toMatchObject({ status: "met", measured: 9.7 });
  expect(concludeP99({ ...ESTIMATE, low: 10 })).toMatchObject({ status: "not-met", reason: REMEDY });
});
