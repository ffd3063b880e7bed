import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readGroupOffsets, readRules } from "./rule-files.ts";

/** A folder with one file of rules, whose group has these lines. */
function folderWith(...lines: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "rules-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const group = ["  - name: a", ...lines.map((line) => `    ${line}`)];
  writeFileSync(join(folder, "some.yml"), ["groups:", ...group, ""].join("\n"));
  return folder;
}
const RULE =
  'rules: [{ alert: A, expr: up == 0, for: 0, labels: { severity: critical } }, { record: "b:c", expr: 1 }]';

test("what a group may have and Prometheus takes is taken", () => {
  const keys = ["limit: 0", "interval: 5s", "query_offset: 1m", "labels: { team: a, severity: info }"];
  const folder = folderWith(...keys, RULE);
  const { alerts, records } = readRules(folder);

  expect(alerts).toMatchObject([{ alert: "A", for: "0", limit: 0, location: "rules/some.yml:7" }]);
  expect(records).toMatchObject([{ record: "b:c", expr: "1", labels: { team: "a", severity: "info" } }]);
  expect([...readGroupOffsets(folder)]).toEqual([["some.yml a", 60]]);
});

test("labels of a group are its rules', whose own win", () => {
  const [alert] = readRules(folderWith("labels: { team: a, severity: info }", RULE)).alerts;

  expect(alert?.labels).toEqual({ team: "a", severity: "critical" });
});

test("a group that says nothing of it looks back like every other", () => {
  expect(readGroupOffsets(folderWith(RULE))).toEqual(new Map());
});

test("what Prometheus does not take is refused with its line", () => {
  expect(() => readRules(folderWith("every: 5s", RULE))).toThrow(/some\.yml[\s\S]*every/);
});
