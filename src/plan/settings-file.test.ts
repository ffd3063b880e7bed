import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keyOf } from "./criterion-key.ts";
import { loadWholePlan } from "./plan-file.ts";
import { allowedSettingsOf, loadAllowedSettings } from "./settings-file.ts";

function written(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "settings-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "settings.yaml");
  writeFileSync(file, text);
  return file;
}

test("every criterion that the delivered file leaves a setting to is one of the plan", () => {
  const known = loadWholePlan().blocks.flatMap(({ tasks }) =>
    tasks.flatMap(({ id, criteria }) => criteria.map((criterion) => keyOf(id, criterion))),
  );
  const named = Object.values(loadAllowedSettings())
    .flatMap((settings) => Object.values(settings))
    .flatMap((allowed) => ("judgedBy" in allowed ? [allowed.judgedBy] : []));

  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((key) => !known.includes(key))).toEqual([]);
});

test("the settings of one server are handed out by its name", () => {
  expect(allowedSettingsOf("redis").appendfsync).toMatchObject({ is: "always" });
  expect(() => allowedSettingsOf("kafka")).toThrow("plan/settings.yaml does not name kafka");
});

test.for([
  ["a value without a reason", "redis:\n  hz: { is: 10 }", "line 2"],
  ["a range without an end", "redis:\n  hz: { why: x }", "line 2"],
  ["a key that means nothing", "redis:\n  hz: { least: 1, why: x }", "line 2"],
] as const)("%s is refused with its line", ([, text, line]) => {
  expect(() => loadAllowedSettings(written(text))).toThrow(line);
});
