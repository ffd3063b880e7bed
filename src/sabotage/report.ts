import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SabotageVerdict } from "../judges/sabotage.ts";
import type { Plan } from "../plan/schema.ts";
import { ROOT } from "../stack/compose-file.ts";
import { isHarmless, type Sabotage } from "./sabotage.ts";
import type { Tried } from "./tried.ts";
import { criteriaOf } from "./without-sabotage.ts";

const FOLDER = join(ROOT, "reports");

/** Writes reports/sabotage.md: what was broken, and which criterion caught it. */
export function writeSabotageReport(plan: Plan, batches: readonly Tried[]): void {
  const rows = batches.flatMap((each) => rowsOf(each, (sabotage) => !isHarmless(sabotage)));
  const harmless = batches.flatMap((each) => rowsOf(each, isHarmless));
  const caught = new Set(
    batches.flatMap(({ verdicts }) => verdicts.flatMap((each) => each.caught.map(({ key }) => key))),
  );
  const uncaught = criteriaOf(plan).filter((key) => !caught.has(key));
  const falseAlarms = batches.flatMap((each) =>
    each.falseAlarms.map((alarm) => `${each.batch.id}: ${alarm}`),
  );
  const sabotages = batches.flatMap((each) => verdictsOf(each, (sabotage) => !isHarmless(sabotage)));
  const slipped = sabotages.filter((each) => each.slipped.length > 0);
  const changes = batches.flatMap((each) => verdictsOf(each, isHarmless));
  const kept = changes.filter((each) => each.slipped.length === 0);
  const text = [
    "# Sabotage: every check, seen failing",
    "",
    `${sabotages.length} sabotages tried, ${sabotages.length - slipped.length} caught, ${slipped.length} slipped through, ${falseAlarms.length} false alarms; ${caught.size} criteria seen failing. ${changes.length} harmless changes tried, ${kept.length} of them taken as such.`,
    "",
    "| sabotage | what is broken | caught by | slipped past |",
    "|---|---|---|---|",
    ...rows,
    "",
    "## Harmless changes",
    "",
    "| change | what is changed | keeps | not met all the same |",
    "|---|---|---|---|",
    ...harmless,
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

type Kind = (sabotage: Sabotage) => boolean;

/** What came of those sabotages of a batch that are of a kind. */
function verdictsOf({ batch, verdicts }: Tried, isOfKind: Kind): SabotageVerdict[] {
  const ids = new Set(batch.sabotages.filter(isOfKind).map(({ id }) => id));
  return verdicts.filter(({ id }) => ids.has(id));
}

function rowsOf(tried: Tried, isOfKind: Kind): string[] {
  const verdicts = new Map(tried.verdicts.map((verdict) => [verdict.id, verdict]));
  const untried = new Map(tried.untried.map(({ id, reason }) => [id, reason]));
  return tried.batch.sabotages.filter(isOfKind).map(({ id, breaks, keeps = [] }) => {
    const { caught = [], slipped = [] } = verdicts.get(id) ?? {};
    const reason = untried.get(id);
    const right = reason ? `not tried: ${reason}` : cell([...caught.map(({ told }) => told), ...keeps]);
    return `| ${id} | ${breaks} | ${right} | ${cell(slipped)} |`;
  });
}

function cell(items: readonly string[]): string {
  return items.map((item) => item.replaceAll("|", "/")).join("<br>");
}

function listOf(items: readonly string[]): string[] {
  return items.length > 0 ? items.map((item) => `- ${item.replaceAll("\n", " ")}`) : ["None."];
}
