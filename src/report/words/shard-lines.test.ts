import { expect, test } from "vitest";
import { resultsWith } from "../testing.ts";
import { shardLines } from "./shard-lines.ts";

const division = [["block0/ports"], ["block1/persistence", "block3/load"], ["overall/security"]];
const { host } = resultsWith();
const part = (number: number) => ({ number, host, startedAt: "2026-11-25T21:20:55.348Z", durationMs: 1 });

test("a shard says which one it is", () => {
  const [line, ...others] = shardLines({ shard: { number: 2, of: 3, division } }, "en");

  expect(line).toEqual({
    text: "Shard 2 of 3: the tasks of the other shards are not run here.",
    isWarning: false,
  });
  expect(others).toEqual([]);
  expect(shardLines({ shard: { number: 2, of: 3, division } }, "pl")[0]?.text).toContain("Część 2 z 3");
});

test("a merged report says which shards it has, and warns of each that is missing, with its tasks", () => {
  const merged = { of: 3, division, parts: [part(1), part(3)], missing: [2] };

  expect(shardLines({ merged }, "en")).toEqual([
    { text: "Merged from shards 1, 3 of 3.", isWarning: false },
    { text: "Shard 2 of 3 is missing. Not run: block1/persistence, block3/load.", isWarning: true },
  ]);
  expect(shardLines({ merged }, "pl")[1]?.text).toContain("Brakuje części 2 z 3");
});

test("where one run had all tasks nothing is said", () => {
  expect(shardLines({}, "en")).toEqual([]);
});
