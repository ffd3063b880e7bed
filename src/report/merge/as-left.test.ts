import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { attest } from "../attestation.ts";
import { digestsOfReports } from "../results/report-digests.ts";
import { mustBeAsLeft } from "./as-left.ts";
import { shardReport } from "./testing.ts";

const NAMES = ["results.json", "junit.xml", "completion.html"];
let folder: string;

/** The folder of a shard, as its run leaves it. */
beforeEach(() => {
  folder = scratchFolder("shard-");
  mkdirSync(join(folder, "evidence"));
  const { results } = shardReport(1);
  writeFileSync(join(folder, "results.json"), JSON.stringify(results));
  writeFileSync(join(folder, "junit.xml"), "<testsuites/>");
  writeFileSync(join(folder, "completion.html"), "<html></html>");
  writeFileSync(join(folder, "evidence/a.log"), "as it was");
  const grounds = { tree: {}, settings: "none", images: {}, reports: digestsOfReports(folder, NAMES) };
  writeFileSync(join(folder, "attestation.json"), JSON.stringify(attest(results, grounds)));
});

test("a shard as its run left it is taken, and so is one whose pages were made again", () => {
  expect(() => mustBeAsLeft(folder)).not.toThrow();

  writeFileSync(join(folder, "completion.html"), "<html>again</html>");
  expect(() => mustBeAsLeft(folder)).not.toThrow();
});

test("a result that was changed afterwards is named", () => {
  const file = join(folder, "results.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("met", "not-met"));

  expect(() => mustBeAsLeft(folder)).toThrow(/saw results\.json has changed\n/);
});

test("so is evidence that was changed, added or taken away", () => {
  writeFileSync(join(folder, "evidence/b.log"), "");
  rmSync(join(folder, "evidence/a.log"));

  expect(() => mustBeAsLeft(folder)).toThrow(/saw evidence\/a\.log is missing, evidence\/b\.log is new\n/);
});

test.for([
  ["missing", undefined],
  ["none", "{}"],
] as const)("a statement that is %s says nothing", ([, text]) => {
  if (text === undefined) rmSync(join(folder, "attestation.json"));
  else writeFileSync(join(folder, "attestation.json"), text);

  expect(() => mustBeAsLeft(folder)).toThrow(/saw no attestation\.json that says so\n/);
});
