import { expect, test } from "vitest";
import { type CriterionResult, conclude } from "./conclude.ts";
import type { TestRecord } from "./record.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "./testing.ts";

const TASK = "block1/persistence";
const loss = plannedCriterion("loss");
const plan = planOf(plannedTask(TASK, [loss]));

function testOf(rest: Partial<TestRecord>): TestRecord {
  return testRecord(TASK, {
    name: "confirmed frames outlive a crash",
    claims: [{ criterion: "loss" }],
    ...rest,
  });
}

function concludeLoss(tests: TestRecord[], taskErrors: [string, string][] = []): CriterionResult | undefined {
  const [task] = conclude(plan, { tests, taskErrors: new Map(taskErrors) });
  return task?.criteria[0];
}

test("a test that passes without recording leaves its criterion undetermined", () => {
  const result = concludeLoss([testOf({})]);

  expect(result).toMatchObject({
    status: "undetermined",
    reason: '"confirmed frames outlive a crash" ended without recording a value',
    details: {},
    evidence: [],
  });
  expect(result).not.toHaveProperty("measured");
  expect(result).not.toHaveProperty("obstacle");
});

test("a test with an obstacle leaves its criterion undetermined, with the obstacle's kind and text", () => {
  const skipped = testOf({ state: "skipped", obstacle: { kind: "host", text: "no loop device" } });

  expect(concludeLoss([skipped])).toMatchObject({
    status: "undetermined",
    obstacle: "host",
    reason: "no loop device",
  });
});

test("a value as expected says nothing once its test was skipped", () => {
  const obstacle = { kind: "host", text: "no loop device" } as const;
  const result = concludeLoss([testOf({ state: "skipped", obstacle, recorded: [recording(loss, 0)] })]);

  expect(result?.status).toBe("undetermined");
  expect(result).not.toHaveProperty("measured");
});

test("a test that was skipped without a reason did not run", () => {
  const result = concludeLoss([testOf({ state: "skipped" })]);

  expect(result?.status).toBe("not-run");
  expect(result).not.toHaveProperty("reason");
});

test.each([{ recorded: [] }, { recorded: [recording(loss, 0)] }])(
  "a test that was cut off leaves its criterion undetermined, and no obstacle explains it: $recorded",
  ({ recorded }) => {
    const result = concludeLoss([testOf({ state: "cut-off", recorded })]);

    expect(result).toMatchObject({
      status: "undetermined",
      reason: "the test was cut off before its end",
      ...(recorded.length > 0 ? { measured: 0, measuredText: "0 frames" } : {}),
    });
    expect(result).not.toHaveProperty("obstacle");
  },
);

test("a task whose file did not load is undetermined, with the error", () => {
  const result = concludeLoss([], [[TASK, "no such module"]]);

  expect(result).toMatchObject({ status: "undetermined", reason: "no such module" });
});

test("an error of another task does not touch this one", () => {
  expect(concludeLoss([], [["block1/exporter", "no such module"]])).toMatchObject({ status: "not-run" });
});

test("a criterion without a test is not run, and is there with what the plan expects", () => {
  expect(concludeLoss([])).toEqual({
    id: "loss",
    status: "not-run",
    expected: "0 frames",
    unit: "frames",
    details: {},
    evidence: [],
  });
});

test.each<TestRecord["state"]>(["passed", "skipped"])(
  "beside a hook that threw, a test that %s proves nothing",
  (state) => {
    const beside = testOf({ state, recorded: state === "passed" ? [recording(loss, 0)] : [] });

    expect(concludeLoss([beside], [[TASK, "the fault did not heal"]])).toMatchObject({
      status: "undetermined",
      reason: "the fault did not heal",
    });
  },
);

test("a hook that threw does not cover up what was refuted", () => {
  const refuted = testOf({
    state: "failed",
    recorded: [recording(loss, 3)],
    failures: [{ kind: "not-met", message: "3 lost" }],
  });

  expect(concludeLoss([refuted], [[TASK, "the fault did not heal"]])?.status).toBe("not-met");
});

test("another criterion of the same test that is not met says nothing about this one", () => {
  const beside = testOf({
    state: "failed",
    recorded: [recording(loss, 0)],
    failures: [{ kind: "not-met", message: "block1/persistence/rate: expected 4, measured 3" }],
  });
  const unrecorded = { ...beside, recorded: [] };

  expect(concludeLoss([beside])?.status).toBe("met");
  expect(concludeLoss([unrecorded])?.status).toBe("undetermined");
});

test("a test that failed without saying why leaves its criterion undetermined", () => {
  const failed = testOf({ state: "failed", recorded: [recording(loss, 0)] });

  expect(concludeLoss([failed])).toMatchObject({
    status: "undetermined",
    reason: '"confirmed frames outlive a crash" failed',
  });
});
