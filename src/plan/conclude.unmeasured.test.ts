import { expect, test } from "vitest";
import { type CriterionResult, conclude } from "./conclude.ts";
import type { TestRecord } from "./record.ts";
import type { Plan } from "./schema.ts";

const title = { en: "Title", pl: "Tytuł" };
const criteria = [
  { id: "loss", title, expected: { is: 0 }, unit: "frames", remedy: "set appendfsync always" },
];
const tasks = [{ id: "block1/persistence", title, criteria }];
const plan: Plan = { title, blocks: [{ id: "block1", title, success: [], tasks }] };

function testOf(rest: Partial<TestRecord>): TestRecord {
  return {
    taskId: "block1/persistence",
    name: "confirmed frames outlive a crash",
    claims: [{ criterion: "loss" }],
    recorded: [],
    attached: [],
    state: "passed",
    errors: [],
    durationMs: 10,
    ...rest,
  };
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
});

test("a test that was skipped for a reason leaves its criterion undetermined, for that reason", () => {
  const skipped = testOf({ state: "skipped", note: "no loop device" });

  expect(concludeLoss([skipped])).toMatchObject({ status: "undetermined", reason: "no loop device" });
});

test("a test that was skipped without a reason did not run", () => {
  const result = concludeLoss([testOf({ state: "skipped" })]);

  expect(result?.status).toBe("not-run");
  expect(result).not.toHaveProperty("reason");
});

test("a task whose file did not load is undetermined, with the error", () => {
  const result = concludeLoss([], [["block1/persistence", "no such module"]]);

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
    const recorded = [{ criterion: "loss", measured: 0, details: {} }];
    const beside = testOf({ state, recorded: state === "passed" ? recorded : [] });

    expect(concludeLoss([beside], [["block1/persistence", "the fault did not heal"]])).toMatchObject({
      status: "undetermined",
      reason: "the fault did not heal",
    });
  },
);

test("a hook that threw does not cover up what was refuted", () => {
  const refuted = testOf({
    state: "failed",
    recorded: [{ criterion: "loss", measured: 3, details: {} }],
    errors: [{ name: "NotMet", message: "3 lost" }],
  });

  expect(concludeLoss([refuted], [["block1/persistence", "the fault did not heal"]])?.status).toBe("not-met");
});

test("another criterion of the same test that is not met says nothing about this one", () => {
  const beside = testOf({
    state: "failed",
    recorded: [{ criterion: "loss", measured: 0, details: {} }],
    errors: [{ name: "NotMet", message: "block1/persistence/rate: expected 4, measured 3" }],
  });
  const unrecorded = { ...beside, recorded: [] };

  expect(concludeLoss([beside])?.status).toBe("met");
  expect(concludeLoss([unrecorded])?.status).toBe("undetermined");
});

test("a test that failed without an error leaves its criterion undetermined", () => {
  const failed = testOf({
    state: "failed",
    recorded: [{ criterion: "loss", measured: 0, details: {} }],
  });

  expect(concludeLoss([failed])).toMatchObject({
    status: "undetermined",
    reason: '"confirmed frames outlive a crash" failed',
  });
});
