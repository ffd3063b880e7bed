import { join } from "node:path";
import { expect, test } from "vitest";
import { Problem } from "../kernel/problem.ts";
import { checkCoverage } from "./coverage.ts";
import { specOf } from "./measured-by.ts";
import type { Task } from "./schema.ts";
import { SPECS } from "./specs.ts";
import { plannedCriterion, plannedTask, planOf } from "./testing.ts";

function taskOf(id: string, rest: Partial<Task> = {}): Task {
  return plannedTask(id, [plannedCriterion("loss")], rest);
}

function checking(tasks: Task[], specs: string[], options: { mayLeaveOut?: boolean } = {}) {
  return () => checkCoverage(planOf(...tasks), { files: specs.map((name) => join(SPECS, name)), ...options });
}

const later: Partial<Task> = { spec: "not yet written" };

test("a spec is its path, and one of several files the folder", () => {
  expect(specOf(join(SPECS, "block1/persistence.spec.ts"))).toBe("block1/persistence");
  expect(specOf(join(SPECS, "overall/reliability/power-cut.spec.ts"))).toBe("overall/reliability");
});

test("a task is covered by its file, by the files of its folder, or by saying that it comes later", () => {
  const tasks = [taskOf("block1/a"), taskOf("block1/b"), taskOf("block1/c", later)];

  expect(checking(tasks, ["block1/a.spec.ts", "block1/b/one.spec.ts", "block1/b/two.spec.ts"])).not.toThrow();
});

test("a spec without a task is an error that names both", () => {
  expect(checking([], ["block1/stray.spec.ts"])).toThrow(
    `${join("specs", "block1/stray.spec.ts")} has no task block1/stray in the plan`,
  );
});

test("a task without a spec is an error that says where the spec belongs", () => {
  expect(checking([taskOf("block1/a")], [])).toThrow(
    "the task block1/a has no spec: neither specs/block1/a.spec.ts nor files in specs/block1/a/",
  );
});

test("a task that comes later and has a spec is an error", () => {
  expect(checking([taskOf("block1/a", later)], ["block1/a.spec.ts"])).toThrow(
    'the task block1/a is marked "not yet written" and has a spec',
  );
});

test("everything that does not match is named in one error", () => {
  const tasks = [taskOf("block1/bare"), taskOf("block1/early", later), taskOf("block1/covered")];
  const specs = ["block1/stray.spec.ts", "block1/early.spec.ts", "block1/covered.spec.ts"];

  expect(checking(tasks, specs)).toThrow(Problem);
  expect(checking(tasks, specs)).toThrow(/stray.* has no task.*; .*bare has no spec.*; .*early is marked/);
  expect(checking(tasks, specs)).not.toThrow(/block1\/covered/);
});

test("a task may name a spec of another name, and then needs none of its own", () => {
  const task = taskOf("speed/messages", { spec: "block3/load" });

  expect(checking([task], ["block3/load.spec.ts"])).not.toThrow();
  expect(checking([task], ["block3/other.spec.ts"])).toThrow(
    "the task speed/messages has no spec: neither specs/block3/load.spec.ts nor files in specs/block3/load/",
  );
});

test("one spec does not measure two tasks", () => {
  const tasks = [taskOf("block3/load"), taskOf("speed/messages", { spec: "block3/load" })];

  expect(checking(tasks, ["block3/load.spec.ts"])).toThrow(
    "block3/load and speed/messages have one spec, block3/load",
  );
});

test("another plan may leave specs out, and still has to have one for each task", () => {
  const specs = ["block1/a.spec.ts", "block1/b.spec.ts"];

  expect(checking([taskOf("block1/a")], specs, { mayLeaveOut: true })).not.toThrow();
  expect(checking([taskOf("block1/c")], specs, { mayLeaveOut: true })).toThrow(/block1\/c has no spec/);
});
