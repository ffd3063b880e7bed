import { join } from "node:path";
import { expect, test } from "vitest";
import { dealt } from "./deal.ts";
import { loadDurations } from "./durations.ts";
import { loadPlan } from "./plan-file.ts";
import { SPECS } from "./specs.ts";
import { plannedCriterion, plannedTask } from "./testing.ts";

const files = ["block1/a.spec.ts", "block1/b/one.spec.ts", "block1/b/two.spec.ts", "block1/c.spec.ts"].map(
  (file) => join(SPECS, file),
);
const durations = {
  sideBySide: 2,
  quick: { "block1/a": 10, "block1/b/one": 8, "block1/b/two": 8, "block1/c": 7 },
  full: { "block1/a": 100 },
};
const task = (id: string, rest = {}) => plannedTask(id, [plannedCriterion("loss")], rest);
const tasks = [task("block1/a", { alone: true }), task("block1/b", { alone: ["one"] }), task("block1/c")];

function secondsOfFirst(profile: "quick" | "full", of: number): number {
  return dealt(tasks, { shard: { number: 1, of }, profile, durations }, files).seconds;
}

test("the files of a task are dealt together, each in its lane", () => {
  const { shard, seconds } = dealt(
    tasks,
    { shard: { number: 1, of: 2 }, profile: "quick", durations },
    files,
  );

  expect(shard).toEqual({ number: 1, of: 2, division: [["block1/b", "block1/c"], ["block1/a"]] });
  expect(seconds).toBe(16);
});

test("the profile says how long they take", () => {
  expect(secondsOfFirst("quick", 1)).toBe(26);
  expect(secondsOfFirst("full", 1)).toBe(116);
});

test("a task without a spec is dealt to nobody", () => {
  const later = [...tasks, task("block1/later", { spec: "not yet written" })];
  const { shard } = dealt(later, { shard: { number: 1, of: 1 }, profile: "quick", durations }, files);

  expect(shard.division).toEqual([["block1/a", "block1/b", "block1/c"]]);
});

test("a task may be measured by a spec of another name", () => {
  const { seconds } = dealt(
    [task("speed/messages", { spec: "block1/c" })],
    { shard: { number: 1, of: 1 }, profile: "quick", durations },
    files,
  );

  expect(seconds).toBe(7);
});

test.each(["quick", "full"] as const)(
  "four machines deal the whole plan alike in the %s profile",
  (profile) => {
    const planned = loadPlan().blocks.flatMap((block) => block.tasks);
    const divisions = [1, 2, 3, 4].map(
      (number) =>
        dealt(planned, { shard: { number, of: 4 }, profile, durations: loadDurations() }).shard.division,
    );

    expect(new Set(divisions.map((division) => JSON.stringify(division))).size).toBe(1);
    expect(divisions[0]?.flat().sort()).toEqual(planned.map(({ id }) => id).sort());
  },
);
