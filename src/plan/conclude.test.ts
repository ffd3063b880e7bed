import { expect, test } from "vitest";
import { type CriterionResult, conclude, type TaskResult } from "./conclude.ts";
import type { Measured } from "./expectation.ts";
import type { Attachment, TestRecord } from "./record.ts";
import type { Criterion, Plan } from "./schema.ts";

const title = { en: "Title", pl: "Tytuł" };
const REMEDY = "set appendfsync always";

const loss: Criterion = { id: "loss", title, expected: { is: 0 }, unit: "frames", remedy: REMEDY };

const policy: Criterion = { id: "policy", title, expected: { is: "noeviction" }, remedy: REMEDY };

function planOf(...criteria: Criterion[]): Plan {
  const tasks = [{ id: "block1/persistence", title, criteria }];
  return { title, blocks: [{ id: "block1", title, success: [], tasks }] };
}

function testOf(rest: Partial<TestRecord> = {}): TestRecord {
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

function recorded(measured: Measured) {
  return [{ criterion: "loss", measured, details: { confirmed: 200 } }];
}

function failure(name: string, message: string): Partial<TestRecord> {
  return { state: "failed", errors: [{ name, message }] };
}

function concludeLoss(tests: TestRecord[], taskErrors: [string, string][] = []): CriterionResult | undefined {
  const [task] = conclude(planOf(loss), { tests, taskErrors: new Map(taskErrors) });
  return task?.criteria[0];
}

test("a criterion whose test passed with a value as expected is met", () => {
  expect(concludeLoss([testOf({ recorded: recorded(0) })])).toEqual({
    id: "loss",
    status: "met",
    measured: 0,
    measuredText: "0 frames",
    expected: "0 frames",
    unit: "frames",
    details: { confirmed: 200 },
    evidence: [],
  });
});

test("what was handed in for a criterion stands beside it, whether or not it was recorded", () => {
  const table = { kind: "table" as const, title: "Steps", columns: ["step"], rows: [["stop"]] };
  const attached: Attachment[] = [
    { criterion: "loss", shows: { kind: "file", file: "evidence/a.log" } },
    { criterion: "loss", shows: table },
    { criterion: "loss", shows: { kind: "file", file: "evidence/b.log" } },
    { criterion: "policy", shows: { kind: "file", file: "evidence/other.log" } },
  ];

  for (const recordings of [recorded(0), []]) {
    expect(concludeLoss([testOf({ recorded: recordings, attached })])).toMatchObject({
      evidence: ["evidence/a.log", "evidence/b.log"],
      exhibits: [table],
    });
  }
});

test("a value that is not as expected is not met, with the plan's remedy as the reason", () => {
  const failed = testOf({ recorded: recorded(3), ...failure("NotMet", "expected 0, measured 3") });

  expect(concludeLoss([failed])).toMatchObject({
    status: "not-met",
    measured: 3,
    measuredText: "3 frames",
    reason: REMEDY,
    details: { confirmed: 200 },
  });
});

test("a value that is not as expected is not met even if its test passed", () => {
  expect(concludeLoss([testOf({ recorded: recorded(3) })])).toMatchObject({ status: "not-met", measured: 3 });
});

test.each([{ values: recorded(0) }, { values: [] }])(
  "an assertion that fails makes its criterion not met, whatever was recorded: $values",
  ({ values }) => {
    const failed = testOf({ recorded: values, ...failure("AssertionError", "expected 1 to be 2") });

    expect(concludeLoss([failed])).toMatchObject({ status: "not-met", reason: "expected 1 to be 2" });
  },
);

test.each(["Undetermined", "DeadlinePassed", "Error", "TypeError"])(
  "a test that ends with %s leaves its criterion undetermined, though the value was as expected",
  (name) => {
    const failed = testOf({ recorded: recorded(0), ...failure(name, "connection lost") });

    expect(concludeLoss([failed])).toMatchObject({
      status: "undetermined",
      measured: 0,
      measuredText: "0 frames",
      reason: "connection lost",
    });
  },
);

test("one assertion among several errors makes a criterion not met, and all messages are kept", () => {
  const errors = [
    { name: "Error", message: "cleanup failed" },
    { name: "AssertionError", message: "expected 1 to be 2" },
  ];

  expect(concludeLoss([testOf({ state: "failed", errors })])).toMatchObject({
    status: "not-met",
    reason: "cleanup failed\nexpected 1 to be 2",
  });
});

test("a task is as bad as its worst criterion, and keeps the plan's order", () => {
  const tests = [
    testOf({ claims: [{ criterion: "policy" }], name: "frames are never evicted" }),
    testOf({ recorded: recorded(0) }),
  ];

  const [task]: (TaskResult | undefined)[] = conclude(planOf(loss, policy), { tests, taskErrors: new Map() });

  expect(task?.status).toBe("undetermined");
  expect(task?.criteria.map(({ id, status }) => [id, status])).toEqual([
    ["loss", "met"],
    ["policy", "undetermined"],
  ]);
});

test("criteria that are called the same in two tasks are told apart", () => {
  const plan: Plan = {
    title,
    blocks: ["block1", "block2"].map((id) => ({
      id,
      title,
      success: [],
      tasks: [{ id: `${id}/persistence`, title, criteria: [loss] }],
    })),
  };
  const tests = [
    testOf({ taskId: "block2/persistence", recorded: recorded(0) }),
    testOf({ taskId: "block1/persistence", recorded: recorded(3) }),
  ];

  expect(conclude(plan, { tests, taskErrors: new Map() })).toMatchObject([
    { id: "block1/persistence", status: "not-met", criteria: [{ measured: 3 }] },
    { id: "block2/persistence", status: "met", criteria: [{ measured: 0 }] },
  ]);
});
