import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { gatheredEvidence } from "./gathered-evidence.ts";
import type { ShardReport } from "./shard-report.ts";
import { shardWith } from "./testing.ts";

/** The report of a shard whose criterion links to a log and a chart, in a folder with these files. */
function reportWith(number: number, files: Record<string, string>): ShardReport {
  const folder = scratchFolder("shard-");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const exhibits = [{ kind: "chart" as const, title: "Load", file: "evidence/load.svg" }];
  return { ...shardWith(number, { evidence: ["evidence/a.log"], exhibits }), folder };
}

function linksOf({ results }: ShardReport): string[] {
  const criteria = results.tasks.flatMap((task) => task.criteria);
  return criteria.flatMap(({ evidence, exhibits = [] }) => [
    ...evidence,
    ...exhibits.flatMap((each) => (each.kind === "chart" ? [each.file] : [])),
  ]);
}

const CHART = { "evidence/load.svg": "<svg/>" };

test("evidence of all shards is in one folder, and none is lost to another of its name", () => {
  const to = scratchFolder("merged-");
  const reports = [
    reportWith(1, { ...CHART, "evidence/a.log": "of one" }),
    reportWith(2, { ...CHART, "evidence/a.log": "of two" }),
  ];

  const links = gatheredEvidence(reports, to).map(linksOf);

  expect(links).toEqual([
    ["evidence/a.log", "evidence/load.svg"],
    ["evidence/shard-2/a.log", "evidence/load.svg"],
  ]);
  expect(readFileSync(join(to, "evidence/a.log"), "utf8")).toBe("of one");
  expect(readFileSync(join(to, "evidence/shard-2/a.log"), "utf8")).toBe("of two");
});

test("what a shard said by itself is kept, and what is of a comparison is not", () => {
  const to = scratchFolder("merged-");
  const files = { ...CHART, "evidence/a.log": "", "evidence/comparison/x.json": "{}", "results.json": "{}" };

  gatheredEvidence([reportWith(1, files)], to);

  expect(readFileSync(join(to, "evidence/shard-1/results.json"), "utf8")).toBe("{}");
  expect(existsSync(join(to, "evidence/shard-1/attestation.json"))).toBe(false);
  expect(existsSync(join(to, "evidence/comparison"))).toBe(false);
});

test("a folder without the evidence that its results link to is refused", () => {
  const report = reportWith(1, { "evidence/a.log": "" });

  expect(() => gatheredEvidence([report], scratchFolder("merged-"))).toThrow(/saw no evidence\/load\.svg/);
});
