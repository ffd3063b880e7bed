import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { publish } from "./publish.ts";

function places(): { reports: string; folder: string } {
  const reports = scratchFolder("reports-");
  return { reports, folder: join(reports, ".running", "run") };
}

function evidence(folder: string, name: string): void {
  mkdirSync(join(folder, "evidence"), { recursive: true });
  writeFileSync(join(folder, "evidence", name), name);
}

test("a run's files and its evidence take the place of the last one's", async () => {
  const at = places();
  evidence(at.folder, "first.txt");
  await publish({ "results.json": "first", "junit.xml": "first" }, at);
  evidence(at.folder, "second.txt");
  await publish({ "results.json": "second", "junit.xml": "second" }, at);

  expect(readFileSync(join(at.reports, "junit.xml"), "utf8")).toBe("second");
  expect(readdirSync(join(at.reports, "evidence"))).toEqual(["second.txt"]);
  expect(existsSync(at.folder)).toBe(false);
});

test("the evidence of a comparison stays, whose report stays", async () => {
  const at = places();
  mkdirSync(join(at.reports, "evidence/comparison"), { recursive: true });
  writeFileSync(join(at.reports, "evidence/comparison/comparison.json"), "{}");
  evidence(at.folder, "second.txt");
  await publish({ "results.json": "second" }, at);

  expect(readdirSync(join(at.reports, "evidence")).sort()).toEqual(["comparison", "second.txt"]);
});

test("the last results go to the history, whatever is in them", async () => {
  const at = places();
  await publish({ "results.json": "no JSON at all" }, at);
  await publish({ "results.json": "second" }, at);

  const [kept = "", ...others] = readdirSync(join(at.reports, "history"));
  expect(others).toEqual([]);
  expect(readFileSync(join(at.reports, "history", kept), "utf8")).toBe("no JSON at all");
});
