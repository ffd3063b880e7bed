import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, readComposeFile } from "../../stack/compose-file.ts";
import { complaintsAboutRules } from "../../watchers/complaints.ts";
import { promtoolVerdicts } from "../../watchers/promtool.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { complaintsAboutUnitTests, readRuleTests } from "../../watchers/rule-tests.ts";

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
  const rules = readRules();
  const runbook = readFileSync(join(ROOT, "docs/runbook.md"), "utf8");
  const verdicts = await promtoolVerdicts(readComposeFile());
  return {
    rejected: [
      ...verdicts
        .filter(({ isGood }) => !isGood)
        .map(({ command, output }) => `${command}: ${output.trim()}`),
      ...complaintsAboutRules(rules, runbook),
      ...complaintsAboutUnitTests(rules.alerts, readRuleTests()),
    ],
    alerts: rules.alerts.length,
    records: rules.records.length,
    outputs: Object.fromEntries(
      verdicts.map(({ command, output }) => [`${command.replaceAll(" ", "-")}.txt`, output]),
    ),
  };
}
