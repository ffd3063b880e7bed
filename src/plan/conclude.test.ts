import { expect, test } from "vitest";
import { type CriterionResult, conclude } from "./conclude.ts";
import type { Attachment, Failure, TestRecord } from "./record.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "./testing.ts";

const TASK = "block1/persistence";
const REMEDY = "set appendfsync always";

const loss = plannedCriterion("loss", { remedy: { en: REMEDY } });
const policy = plannedCriterion("policy", { expected: { is: "noeviction" } });

function testOf(rest: Partial<TestRecord> = {}): TestRecord {
  return testRecord(TASK, {
    name: "confirmed frames outlive a crash",
    claims: [{ criterion: "loss" }],
    ...rest,
  });
}

function recorded(measured: number) {
  return [recording(loss, measured, { details: { confirmed: 200 } })];
}

function failed(...failures: Failure[]): Pick<TestRecord, "state" | "failures"> {
  return { state: "failed", failures };
}

function concludeLoss(tests: TestRecord[]): CriterionResult | undefined {
  const [task] = conclude(planOf(plannedTask(TASK, [loss])), { tests, taskErrors: new Map() });
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

test("a value that is not as expected is not met, with the plan's remedy as the reason", () => {
  const test = testOf({ recorded: recorded(3), ...failed({ kind: "not-met", message: "3 lost" }) });

  expect(concludeLoss([test])).toMatchObject({
    status: "not-met",
    measured: 3,
    measuredText: "3 frames",
    reason: REMEDY,
    details: { confirmed: 200 },
  });
});

test("the judgement is read as it was recorded, and not made again", () => {
  const lenient = { status: "met", expected: "at most 5 frames", measured: "three frames" } as const;
  const strict = { ...lenient, status: "not-met" } as const;

  expect(concludeLoss([testOf({ recorded: [recording(loss, 3, { judgement: lenient })] })])).toMatchObject({
    status: "met",
    measured: 3,
    measuredText: "three frames",
    expected: "at most 5 frames",
  });
  expect(concludeLoss([testOf({ recorded: [recording(loss, 0, { judgement: strict })] })])).toMatchObject({
    status: "not-met",
    measured: 0,
    expected: "at most 5 frames",
  });
});

test.each<TestRecord["state"]>(["passed", "failed", "skipped", "cut-off"])(
  "a value that is not met stays so when its test is %s",
  (state) => {
    const obstacle = { kind: "host", text: "no loop device" } as const;

    expect(concludeLoss([testOf({ recorded: recorded(3), state, obstacle })])).toMatchObject({
      status: "not-met",
      measured: 3,
      reason: REMEDY,
    });
  },
);

test("a value that is not met stays so, whatever else its test says", () => {
  const failures: Failure[] = [
    { kind: "undetermined", message: "no frame was refused" },
    { kind: "not-met", message: "3 lost" },
  ];

  expect(concludeLoss([testOf({ recorded: recorded(3), ...failed(...failures) })])).toMatchObject({
    status: "not-met",
    reason: REMEDY,
  });
});

test.each([{ values: recorded(0) }, { values: [] }])(
  "an assertion that fails makes its criterion not met, whatever was recorded: $values",
  ({ values }) => {
    const assertion: Failure = { kind: "assertion", message: "expected 1 to be 2" };

    expect(concludeLoss([testOf({ recorded: values, ...failed(assertion) })])).toMatchObject({
      status: "not-met",
      reason: "expected 1 to be 2",
    });
  },
);

test.each<Failure["kind"]>(["undetermined", "problem", "other"])(
  "a test that fails by what is %s leaves its criterion undetermined, though the value was as expected",
  (kind) => {
    const test = testOf({ recorded: recorded(0), ...failed({ kind, message: "connection lost" }) });

    expect(concludeLoss([test])).toMatchObject({
      status: "undetermined",
      measured: 0,
      measuredText: "0 frames",
      reason: "connection lost",
    });
  },
);

test("one assertion among several failures makes a criterion not met, and all messages are kept", () => {
  const failures: Failure[] = [
    { kind: "other", message: "cleanup failed" },
    { kind: "assertion", message: "expected 1 to be 2" },
  ];

  expect(concludeLoss([testOf(failed(...failures))])).toMatchObject({
    status: "not-met",
    reason: "cleanup failed\nexpected 1 to be 2",
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

  for (const values of [recorded(0), []]) {
    expect(concludeLoss([testOf({ recorded: values, attached })])).toMatchObject({
      evidence: ["evidence/a.log", "evidence/b.log"],
      exhibits: [table],
    });
  }
});

test("of a test that records several criteria, each has its own value", () => {
  const [task] = conclude(planOf(plannedTask(TASK, [loss, policy])), {
    tests: [testRecord(TASK, { recorded: [recording(policy, "noeviction"), recording(loss, 0)] })],
    taskErrors: new Map(),
  });

  expect(task?.criteria).toMatchObject([
    { id: "loss", measured: 0, expected: "0 frames" },
    { id: "policy", measured: "noeviction" },
  ]);
});

test("a task is as bad as its worst criterion, and keeps the plan's order", () => {
  const tests = [
    testOf({ claims: [{ criterion: "policy" }], name: "frames are never evicted" }),
    testOf({ recorded: recorded(0) }),
  ];

  const [task] = conclude(planOf(plannedTask(TASK, [loss, policy])), { tests, taskErrors: new Map() });

  expect(task?.status).toBe("undetermined");
  expect(task?.criteria.map(({ id, status }) => [id, status])).toEqual([
    ["loss", "met"],
    ["policy", "undetermined"],
  ]);
});

test("criteria that are called the same in two tasks are told apart", () => {
  const plan = planOf(plannedTask("block1/persistence", [loss]), plannedTask("block2/persistence", [loss]));
  const tests = [
    testRecord("block2/persistence", { recorded: recorded(0) }),
    testRecord("block1/persistence", { recorded: recorded(3) }),
  ];

  expect(conclude(plan, { tests, taskErrors: new Map() })).toMatchObject([
    { id: "block1/persistence", status: "not-met", criteria: [{ measured: 3 }] },
    { id: "block2/persistence", status: "met", criteria: [{ measured: 0 }] },
  ]);
});

test("a part that an obstacle kept from being seen leaves its criterion undetermined, with the obstacle", () => {
  const told = { status: "undetermined", expected: "0 frames", measured: "0 frames" } as const;
  const judgement = { ...told, reason: "no image of the exporter", obstacle: "image" } as const;

  expect(concludeLoss([testOf({ recorded: [recording(loss, 0, { judgement })] })])).toMatchObject({
    ...{ status: "undetermined", measured: 0, reason: "no image of the exporter", obstacle: "image" },
  });
});
