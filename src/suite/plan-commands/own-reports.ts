import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { conclude } from "../../plan/conclude.ts";
import { loadPlan } from "../../plan/plan-file.ts";
import type { Plan } from "../../plan/schema.ts";
import { attest } from "../../report/attestation.ts";
import { junitXml } from "../../report/junit.ts";
import { mustAgree } from "../../report/proof/proofread.ts";
import { publishedNames } from "../../report/rendered.ts";
import { hashesOfTree } from "../../report/results/environment.ts";
import { digestsOfReports } from "../../report/results/report-digests.ts";
import { type Results, resultsOf } from "../../report/results/results.ts";
import { digestsOfTree, settingsDigest } from "../../report/results/tree.ts";
import { languagesOf } from "../../report/words/language.ts";
import { unlessPrints } from "./looks.ts";
import type { OwnCommand } from "./own-command-list.ts";

const RESULTS = "results.json";
const JUNIT = "junit.xml";
const PAGE = "completion.html";
const STATEMENT = "attestation.json";

/** Makes the reports of a run in which nothing was measured, and verifies them: untouched, changed and contradicted. */
export function reportCommands(folder: string): OwnCommand[] {
  const plan = loadPlan();
  const results = resultsOfNoTest(plan);
  const names = publishedNames(languagesOf(plan));
  const command = `npm run -s report -- --from '${join(folder, RESULTS)}'`;
  return [
    {
      command,
      exits: [0],
      expects: "a report in each language that says what the results say",
      before: () => write(folder, results),
      otherwise: () => reportsOtherwise(folder, names, { plan, results }),
    },
    {
      command: `${command} --verify`,
      exits: [3],
      expects: "no statement beside the results: refused",
      otherwise: unlessPrints(/expected the statement that a run writes beside its results/),
    },
    {
      command: `${command} --verify`,
      exits: [0],
      expects: "reports, tree and images are those of the statement",
      before: () => writeFileSync(join(folder, STATEMENT), statementOver(folder, names, results)),
      otherwise: unlessPrints(/^✔ Reports, working tree and images are those of the run\.$/m),
    },
    {
      command: `${command} --verify`,
      exits: [1],
      expects: `${PAGE} has a byte more: it is named`,
      before: () => appendFileSync(join(folder, PAGE), "\n"),
      otherwise: unlessPrints(/^✖ reports\/completion\.html has changed since$/m),
    },
    {
      command: `${command} --verify`,
      exits: [1],
      expects: "the statement says that all passed, and the results do not: told",
      before: () => {
        const text = readFileSync(join(folder, STATEMENT), "utf8");
        writeFileSync(join(folder, STATEMENT), text.replace('"result":"WARNED"', '"result":"PASSED"'));
      },
      otherwise: unlessPrints(/^✖ attestation\.json says PASSED, and results\.json WARNED$/m),
    },
  ];
}

/** Those of a run of this tree that has measured nothing. */
export function resultsOfNoTest(plan: Plan): Results {
  const host = { os: "", kernel: "", cpu: "", cores: 1, memoryGib: 1, node: process.version };
  const about = { profile: "quick", brokers: plan.brokers, commit: "none" } as const;
  return resultsOf({
    ...{ ...about, startedAt: new Date().toISOString(), durationMs: 0 },
    ...{ host, hashes: hashesOfTree(), images: [], versions: {} },
    tasks: conclude(plan, { tests: [], taskErrors: new Map() }),
  });
}

function write(folder: string, results: Results): void {
  writeFileSync(join(folder, RESULTS), JSON.stringify(results));
  const junit = junitXml({ tests: [], taskErrors: new Map(), tasks: results.tasks });
  writeFileSync(join(folder, JUNIT), junit);
}

function statementOver(folder: string, names: readonly string[], results: Results): string {
  const grounds = { tree: digestsOfTree(), settings: settingsDigest(), images: {} };
  return JSON.stringify(attest(results, { ...grounds, reports: digestsOfReports(folder, names) }));
}

function reportsOtherwise(
  folder: string,
  names: readonly string[],
  told: { plan: Plan; results: Results },
): string | undefined {
  const missing = names.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0) return `it wrote no ${missing.join(", ")}`;
  const files = names.map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  try {
    mustAgree(told, Object.fromEntries(files));
    return undefined;
  } catch (thrown) {
    return String(thrown).split("\n").slice(0, 2).join(" ");
  }
}
