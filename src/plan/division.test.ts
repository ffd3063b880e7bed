import fc from "fast-check";
import { expect, test } from "vitest";
import { type Dealt, divided, secondsOf } from "./division.ts";

const beside = (id: string, ...seconds: number[]): Dealt => ({ id, alone: [], beside: seconds });
const alone = (id: string, ...seconds: number[]): Dealt => ({ id, alone: seconds, beside: [] });

test("the longest goes first, each to the shard that is done first with it", () => {
  const tasks = [beside("a", 5), beside("b", 9), beside("c", 4), beside("d", 7)];

  expect(divided(tasks, { of: 2, width: 1 })).toEqual([
    ["b", "c"],
    ["a", "d"],
  ]);
});

test("side by side they take as long as the longest, or as all of them by the width", () => {
  expect(secondsOf([beside("a", 9), beside("b", 2), beside("c", 1)], 3)).toBe(9);
  expect(secondsOf([beside("a", 4, 4), beside("b", 4)], 2)).toBe(6);
  expect(secondsOf([alone("a", 4), alone("b", 4), beside("c", 4)], 3)).toBe(12);
});

test("a task counts with each of its files in the lane of that file", () => {
  const tasks = [{ id: "both", alone: [3], beside: [9] }, alone("a", 8), beside("b", 8), beside("c", 8)];

  // What runs side by side with the long file of the first takes no time of its own.
  expect(divided(tasks, { of: 2, width: 3 })).toEqual([["both", "b", "c"], ["a"]]);
});

test("more shards than tasks are refused: one would have nothing to run", () => {
  expect(() => divided([beside("a", 1)], { of: 2, width: 1 })).toThrow(/2 shards.*saw 1 task to deal/);
});

const tasksToDeal = fc.uniqueArray(
  fc.record({
    id: fc.string(),
    alone: fc.array(fc.nat(2000), { maxLength: 2 }),
    beside: fc.array(fc.nat(2000), { maxLength: 2 }),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 25 },
);

test("whatever is dealt, each task is in one shard, and each shard has one", () => {
  fc.assert(
    fc.property(
      tasksToDeal,
      fc.integer({ min: 1, max: 25 }),
      fc.integer({ min: 1, max: 4 }),
      (tasks, n, width) => {
        const division = divided(tasks, { of: Math.min(n, tasks.length), width });

        expect(division.flat().sort()).toEqual(tasks.map(({ id }) => id).sort());
        expect(division.every((shard) => shard.length > 0)).toBe(true);
      },
    ),
  );
});

test("in whichever order the tasks come, they are dealt the same", () => {
  const shuffled = tasksToDeal.chain((tasks) =>
    fc.tuple(fc.constant(tasks), fc.shuffledSubarray(tasks, { minLength: tasks.length })),
  );
  fc.assert(
    fc.property(shuffled, ([tasks, other]) => {
      const how = { of: Math.min(3, tasks.length), width: 2 };
      const sorted = (division: readonly (readonly string[])[]) => division.map((shard) => shard.toSorted());

      expect(sorted(divided(other, how))).toEqual(sorted(divided(tasks, how)));
    }),
  );
});

test("no shard is busier than the emptiest by more than its own shortest task", () => {
  fc.assert(
    fc.property(tasksToDeal, (tasks) => {
      const shards = divided(tasks, { of: Math.min(3, tasks.length), width: 1 }).map((ids) =>
        tasks.filter(({ id }) => ids.includes(id)),
      );
      const least = Math.min(...shards.map((shard) => secondsOf(shard, 1)));

      for (const shard of shards) {
        const shortest = Math.min(...shard.map((task) => secondsOf([task], 1)));
        expect(secondsOf(shard, 1) - shortest).toBeLessThanOrEqual(least);
      }
    }),
  );
});
