import { expect, test } from "vitest";
import { loadPlan } from "../plan/plan-file.ts";
import { KINDS } from "./kinds/all.ts";

const TASKS = loadPlan().blocks.flatMap(({ tasks }) => tasks);
const CRITERIA = TASKS.flatMap((task) => task.criteria.map(({ id }) => `${task.id}/${id}`));

test("every kind of host has an id and a title of its own", () => {
  expect(new Set(KINDS.map(({ id }) => id)).size).toBe(KINDS.length);
  expect(new Set(KINDS.map(({ title }) => title)).size).toBe(KINDS.length);
});

test.each(KINDS.map((kind) => [kind.id, kind] as const))(
  "what is run on %s are tasks of the plan",
  (_, { tasks }) => {
    const missing = tasks.filter(
      (asked) => !TASKS.some(({ id }) => id === asked || id.startsWith(`${asked}/`)),
    );

    expect(tasks).not.toEqual([]);
    expect(missing).toEqual([]);
  },
);

test.each(
  KINDS.filter(({ undetermined }) => undetermined.length > 0).map((kind) => [kind.id, kind] as const),
)("what %s cannot show are criteria of the tasks that it runs", (_, { tasks, undetermined }) => {
  for (const { criterion } of undetermined) {
    expect(CRITERIA).toContain(criterion);
    expect(tasks.some((task) => criterion.startsWith(`${task}/`))).toBe(true);
  }
});
