import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { thresholdOf } from "../plan/threshold-of.ts";
import { watchLimits } from "../plan/watch.ts";
import { complaintsAboutRules } from "./complaints.ts";
import { readRules } from "./rule-files.ts";

const rules = readRules();
const { minThroughput, memoryHigh, memoryCritical, rollbackOn } = watchLimits();
const p99Seconds = thresholdOf("frameLatency", "lessThan") / 1e3;

/** The number that an alert's expression compares with. */
function limitOf(alert: string, comparison: RegExp): number {
  const expr = rules.alerts.find((rule) => rule.alert === alert)?.expr ?? "no such alert";
  return Number(comparison.exec(expr)?.[1]);
}

test("alerts fire at the figures of the plan", () => {
  expect(limitOf("ThroughputLow", /< ([\d.]+) and/)).toBe(minThroughput);
  expect(limitOf("MemoryHigh", /> ([\d.]+)$/)).toBe(memoryHigh);
  expect(limitOf("MemoryCritical", /> ([\d.]+)$/)).toBe(memoryCritical);
  expect(limitOf("LatencyHigh", /> ([\d.]+)$/)).toBe(p99Seconds);
});

test("the alerts that trigger a rollback are those of the plan", () => {
  const labelled = rules.alerts.filter(({ labels }) => labels.triggers === "rollback");

  expect(labelled.map(({ alert }) => alert).sort()).toEqual(rollbackOn.toSorted());
});

test("every alert has a severity, texts and a section in the runbook", () => {
  const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");

  expect(complaintsAboutRules(rules, runbook)).toEqual([]);
});
