import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { resultsWith } from "../testing.ts";
import { readShardReport } from "./shard-report.ts";
import { shardReport } from "./testing.ts";

function folderWith(results: object, junit?: string): string {
  const folder = scratchFolder("shard-");
  writeFileSync(join(folder, "results.json"), JSON.stringify(results));
  if (junit !== undefined) writeFileSync(join(folder, "junit.xml"), junit);
  return folder;
}

test("a shard's report is read with its division", () => {
  const { results, shard } = shardReport(2);
  const folder = folderWith(results, "<testsuites/>");

  expect(readShardReport(folder)).toEqual({ folder, shard, results, junit: "<testsuites/>" });
});

test.each<[string, () => string, RegExp]>([
  ["without results", () => scratchFolder("shard-"), /no results\.json in it/],
  ["without test cases", () => folderWith(shardReport(1).results), /no junit\.xml in it/],
  ["with other JSON", () => folderWith([], ""), /has no tasks/],
  ["of a run of all tasks", () => folderWith(resultsWith(), ""), /a run without --shard/],
  [
    "that was merged",
    () => folderWith(resultsWith({ merged: { of: 1, division: [], parts: [], missing: [] } }), ""),
    /merged already/,
  ],
  [
    "of a shard of nothing",
    () => folderWith({ ...resultsWith(), shard: { number: 1 } }, ""),
    /does not say which shard/,
  ],
])("a folder %s is refused", (_, folder, complaint) => {
  expect(() => readShardReport(folder())).toThrow(complaint);
});
