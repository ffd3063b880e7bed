import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { durationOf, loadDurations } from "./durations.ts";
import { specFileOf } from "./measured-by.ts";
import { specFiles } from "./specs.ts";

const DURATIONS = { sideBySide: 1, quick: { "a/a": 10, "a/b": 30 }, full: { "a/b": 90, "a/c": 100 } };

function fileWith(text: string): string {
  const file = join(scratchFolder("durations-"), "durations.yaml");
  writeFileSync(file, text);
  return file;
}

test("a spec takes what it took in this profile, else what it took in the quick one", () => {
  expect(durationOf(DURATIONS, "full", "a/b")).toBe(90);
  expect(durationOf(DURATIONS, "full", "a/a")).toBe(10);
  expect(durationOf(DURATIONS, "quick", "a/b")).toBe(30);
});

test("one that no file knows takes as long as the others do", () => {
  expect(durationOf(DURATIONS, "quick", "b/new")).toBe(20);
  expect(durationOf(DURATIONS, "quick", "a/c")).toBe(20);
  expect(durationOf({ sideBySide: 1, quick: {}, full: {} }, "full", "b/new")).toBe(60);
});

test("the times that a run keeps are a file of durations", () => {
  const file = fileWith('{\n  "quick": {\n    "block0/ports": 1\n  }\n}\n');

  expect(loadDurations(file)).toEqual({ sideBySide: 1, quick: { "block0/ports": 1 }, full: {} });
});

test.each([
  ["quick: { a/a: -1 }", /line 1: quick\.a\/a/],
  ["slow: { a/a: 1 }", /line 1: .*slow/],
  ["sideBySide: 0", /line 1: sideBySide/],
])("%s is refused, by its line", (text, complaint) => {
  expect(() => loadDurations(fileWith(text))).toThrow(complaint);
});

test("the delivered file knows every spec in the quick profile, and no other", () => {
  const { quick, full } = loadDurations();
  const specs = specFiles().map(specFileOf).sort();

  expect(Object.keys(quick).sort()).toEqual(specs);
  expect(Object.keys(full).filter((spec) => !specs.includes(spec))).toEqual([]);
});
