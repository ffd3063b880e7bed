import type { CriterionResult, TaskResult } from "./conclude.ts";
import type { Measured } from "./expectation.ts";
import { judge } from "./judge.ts";
import { worst } from "./outcome.ts";
import type { Claim, Recording, TestRecord } from "./record.ts";
import type { Criterion, Plan, Task, WrittenPlan } from "./schema.ts";

// Builders for unit tests: each fills in what the test is not about.

const title = { en: "Title", pl: "Tytuł" };

/** A criterion that expects 0 frames. */
export function plannedCriterion(id: string, rest: Partial<Criterion> = {}): Criterion {
  return { id, title, expected: { is: 0 }, unit: "frames", remedy: { en: "set it" }, ...rest };
}

export function plannedTask(id: string, criteria: Criterion[], rest: Partial<Task> = {}): Task {
  return { id, title, criteria, ...rest };
}

/** A plan of these tasks, in blocks by the beginnings of their ids. */
export function planOf(...tasks: Task[]): Plan {
  return { ...about, blocks: blocksOf(tasks) };
}

/** The same as it is written. */
export function writtenPlanOf(...tasks: WrittenTask[]): WrittenPlan {
  return { ...about, blocks: blocksOf(tasks) };
}

type WrittenTask = WrittenPlan["blocks"][number]["tasks"][number];

const about = { title, brokers: ["redis", "rabbitmq"], names: {}, promises: [], roles: {} };

function blocksOf<T extends { id: string }>(tasks: readonly T[]) {
  const byBlock = Map.groupBy(tasks, ({ id }) => id.split("/")[0] ?? "");
  return [...byBlock].map(([id, ofBlock]) => ({ id, title, success: [], tasks: ofBlock }));
}

/** A value as a test records it: judged by the plan. */
export function recording(
  criterion: Criterion,
  measured: Measured,
  rest: Partial<Recording> = {},
): Recording {
  return { criterion: criterion.id, measured, judgement: judge(criterion, measured), details: {}, ...rest };
}

/** A test that passed, claims what it recorded, and nothing else. */
export function testRecord(taskId: string, rest: Partial<TestRecord> = {}): TestRecord {
  const { recorded = [] } = rest;
  const claims = recorded.map(
    ({ criterion, broker }): Claim => (broker ? { criterion, broker } : { criterion }),
  );
  return {
    taskId,
    name: "the test",
    claims,
    recorded,
    attached: [],
    state: "passed",
    failures: [],
    durationMs: 10,
    ...rest,
  };
}

/** A criterion that is met. */
export function criterionResult(id: string, rest: Partial<CriterionResult> = {}): CriterionResult {
  return { id, status: "met", expected: "0 frames", details: {}, evidence: [], ...rest };
}

/** A task that is as bad as its worst criterion. */
export function taskResult(id: string, ...criteria: CriterionResult[]): TaskResult {
  return { id, status: worst(criteria.map(({ status }) => status)), criteria };
}
