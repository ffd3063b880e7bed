import { expect, test } from "vitest";
import { shardNamed, tasksOf } from "./shard.ts";

test("a shard is named by its number and how many there are", () => {
  expect(shardNamed("1/4")).toEqual({ number: 1, of: 4 });
  expect(shardNamed("12/12")).toEqual({ number: 12, of: 12 });
});

test.each(["", "1", "0/4", "5/4", "1/0", "-1/4", "1/4/2", "a/b", "1.5/4", " 1/4"])(
  "%j is no shard",
  (text) => {
    expect(() => shardNamed(text)).toThrow(/--shard .*expected the number of a shard/);
  },
);

test("its tasks are those that the division has at its number", () => {
  const division = [["block0/ports"], ["block3/load", "block1/exporter"]];

  expect(tasksOf({ number: 2, division })).toEqual(["block3/load", "block1/exporter"]);
});
