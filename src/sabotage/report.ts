import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../plan/schema.ts";
import { ROOT } from "../stack/compose-file.ts";
import type { Tried } from "./tried.ts";
import { criteriaOf } from "./without-sabotage.ts";

const FOLDER = join(ROOT, "reports");

/** Writes reports/sabotage.md: what was broken, and which criterion caught it. */
export function writeSabotageReport(plan: Plan, batches: readonly Tried[]): void {
  const rows = batches.flatMap(rowsOf);
  const caught = new Set(
    batches.flatMap(({ verdicts }) => verdicts.flatMap((each) => each.caught.map(({ key }) => key))),
  );
  const uncaught = criteriaOf(plan).filter((key) => !caught.has(key));
  const falseAlarms = batches.flatMap((each) =>
    each.falseAlarms.map((alarm) => `${each.batch.id}: ${alarm}`),
  );
  const sabotages = batches.flatMap(({ verdicts }) => verdicts);
  const slipped = sabotages.filter((each) => each.slipped.length > 0);
  const text = [
    "# Sabotage: every check, seen failing",
    "",
    `${sabotages.length} sabotages tried, ${sabotages.length - slipped.length} caught, ${slipped.length} slipped through, ${falseAlarms.length} false alarms; ${caught.size} criteria seen failing.`,
    "",
    "| sabotage | what is broken | caught by | slipped past |",
    "|---|---|---|---|",
    ...rows,
    "",
    "## False alarms",
    "",
    ...listOf(falseAlarms),
    "",
    "## Criteria that were not seen failing in this run",
    "",
    ...listOf(uncaught),
    "",
    "## Runs",
    "",
    "| run | specs | seconds |",
    "|---|---|---|",
    ...batches.map(
      ({ batch, seconds }) => `| ${batch.id} | ${batch.specs.join(", ")} | ${seconds.toFixed(0)} |`,
    ),
    "",
  ];
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "sabotage.md"), text.join("\n"));
}

function rowsOf({ batch, verdicts, untried }: Tried): string[] {
  const breaks = new Map(batch.sabotages.map((sabotage) => [sabotage.id, sabotage.breaks]));
  return [
    ...verdicts.map(
      ({ id, caught, slipped }) =>
        `| ${id} | ${breaks.get(id)} | ${cell(caught.map(({ told }) => told))} | ${cell(slipped)} |`,
    ),
    ...untried.map(({ id, reason }) => `| ${id} | ${breaks.get(id)} | not tried: ${reason} | |`),
  ];
}

function cell(items: readonly string[]): string {
  return items.map((item) => item.replaceAll("|", "/")).join("<br>");
}

function listOf(items: readonly string[]): string[] {
  return items.length > 0 ? items.map((item) => `- ${item.replaceAll("\n", " ")}`) : ["None."];
}
