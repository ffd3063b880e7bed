import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, readComposeFile } from "../../stack/compose-file.ts";
import { complaintsAboutLimits, complaintsAboutRules } from "../../watchers/complaints.ts";
import { type PromtoolCheck, promtoolChecks } from "../../watchers/promtool.ts";
import { type Rules, readRules } from "../../watchers/rule-files.ts";
import {
  complaintsAboutUnitTests,
  type RuleTest,
  readExpectedLabels,
  readRuleTests,
} from "../../watchers/rule-tests.ts";
import { allTargets, standingJobs } from "./all-targets.ts";
import { mostOf } from "./most-alerts.ts";
import { unmissed } from "./unmissed.ts";

/** What is wrong with the delivered rules, before any of them has to fire. */
export interface RuleFindings {
  /** What promtool rejects, what a rule lacks, and alerts without their unit tests; each with file and rule. */
  rejected: string[];
  alerts: number;
  records: number;
  /** What promtool printed, by its command. */
  outputs: Record<string, string>;
}

/** Has promtool check the rules and run their unit tests, and reads them as a person on call would. */
export async function checkedRules(): Promise<RuleFindings> {
  const runbook = readFileSync(join(ROOT, "docs/runbook.md"), "utf8");
  const [verdicts, targets, standing] = await Promise.all([
    promtoolChecks(readComposeFile()),
    allTargets(),
    standingJobs(),
  ]);
  const [rules, expected] = [readRules(), readExpectedLabels()];
  const findings = findingsOf(verdicts, { rules, runbook, tests: readRuleTests() });
  const rejected = [
    ...complaintsAboutLimits(rules, mostOf(rules, expected, targets)),
    ...unmissed(standing, expected),
  ];
  return { ...findings, rejected: [...findings.rejected, ...rejected] };
}

/** What promtool says against the rules, and what a person on call misses in them, in one list. */
export function findingsOf(
  verdicts: readonly PromtoolCheck[],
  { rules, runbook, tests }: { rules: Rules; runbook: string; tests: readonly RuleTest[] },
): RuleFindings {
  const refused = verdicts.filter(({ isGood }) => !isGood);
  return {
    rejected: [
      ...refused.map(({ command, output }) => `${command}: ${output.trim()}`),
      ...complaintsAboutRules(rules, runbook),
      ...complaintsAboutUnitTests(rules.alerts, tests),
    ],
    alerts: rules.alerts.length,
    records: rules.records.length,
    outputs: Object.fromEntries(
      verdicts.map(({ command, output }) => [`${command.replaceAll(" ", "-")}.txt`, output]),
    ),
  };
}
