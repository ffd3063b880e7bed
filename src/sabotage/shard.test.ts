import { expect, test } from "vitest";
import { ofShard, shardIn } from "./shard.ts";

const beside = (id: string) => ({ id, isAlone: false });
const alone = (id: string) => ({ id, isAlone: true });
const ALL = [beside("a"), alone("A"), beside("b"), beside("c"), alone("B"), beside("d"), alone("C")];

test("shards together have every batch once, in its order", () => {
  const shards = [1, 2, 3].map((index) => ofShard(ALL, { index, count: 3 }).map(({ id }) => id));

  expect(shards).toEqual([
    ["a", "A", "d"],
    ["b", "B"],
    ["c", "C"],
  ]);
});

test("one shard of one is the whole", () => {
  expect(ofShard(ALL, { index: 1, count: 1 })).toEqual(ALL);
});

test("a shard is named by its index and how many there are", () => {
  expect(shardIn("2/3")).toEqual({ index: 2, count: 3 });
});

test.for(["0/3", "4/3", "1", "1/0", "-1/2", "a/b", "1/2/3"])("%s is no shard", (text) => {
  expect(() => shardIn(text)).toThrow(/one of so many/);
});
