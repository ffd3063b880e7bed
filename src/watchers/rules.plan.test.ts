import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { watchLimits } from "../plan/watch.ts";
import { complaintsAboutRules } from "./complaints.ts";
import { readRules } from "./rule-files.ts";

const rules = readRules();
const { rollbackOn } = watchLimits();

test("the alerts that trigger a rollback are those of the plan", () => {
  const labelled = rules.alerts.filter(({ labels }) => labels.triggers === "rollback");

  expect(labelled.map(({ alert }) => alert).sort()).toEqual(rollbackOn.toSorted());
});

test("every alert has a severity, texts and a section in the runbook", () => {
  const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");

  expect(complaintsAboutRules(rules, runbook)).toEqual([]);
});
