import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { loadPlan } from "../../plan/plan-file.ts";
import { attest } from "../../report/attestation.ts";
import { digestsOfReports } from "../../report/results/report-digests.ts";
import { ROOT } from "../../stack/compose-file.ts";
import { unlessPrints } from "./looks.ts";
import type { OwnCommand } from "./own-command-list.ts";
import { resultsOfNoTest } from "./own-reports.ts";

const packageSchema = z.looseObject({ scripts: z.record(z.string(), z.string()) });

/** What each command of package.json says of itself. */
export function helpCommands(): OwnCommand[] {
  return namesOfCommands().map((name) => ({
    command: name === "test" ? "npm -s test -- --help" : `npm run -s ${name} -- --help`,
    exits: [0],
    expects: "what it is for, and its options",
    otherwise: unlessPrints(
      new RegExp(`^Usage: npm ${name === "test" ? "test" : `run ${name}`}[ \\n][\\s\\S]*^Options:`, "m"),
    ),
  }));
}

/** Names of the commands that this repository has of its own. @param text of package.json */
export function namesOfCommands(text = readFileSync(join(ROOT, "package.json"), "utf8")): string[] {
  const { scripts } = packageSchema.parse(JSON.parse(text));
  return Object.entries(scripts).flatMap(([name, line]) => (line.includes("launch.mjs") ? [name] : []));
}

/** What commands must not do, with what each has to say. */
export function refusals(folder: string): OwnCommand[] {
  const shard = join(folder, "shard");
  const refused = (command: string, expects: string, says: RegExp): OwnCommand => ({
    command: `npm run -s ${command}`,
    exits: [3],
    expects,
    otherwise: ({ printed }) =>
      says.test(printed) && /What to do: /.test(printed)
        ? undefined
        : `it does not print ${says} and what to do`,
  });
  return [
    refused("signoff -- --profile none", "a profile that does not exist: refused, with what to do", /none/),
    refused("signoff -- --shard 3/2", "a shard that there is not: refused, with what to do", /3\/2/),
    refused("compare -- --brokers none", "a broker that there is not: refused, with what to do", /none/),
    refused(
      "deploy -- --context none-of-that-name",
      "a Swarm that is not there: refused, with what to do",
      /none-of-that-name/,
    ),
    {
      ...refused(
        `report -- --merge '${shard}'`,
        "a shard whose results were changed after its run: refused, and named",
        /results\.json has changed/,
      ),
      before: () => writeChangedShard(shard),
    },
  ];
}

/** The report of a shard in which nothing was measured, and a criterion that somebody has called met since. */
function writeChangedShard(shard: string): void {
  const plan = loadPlan();
  const division = [plan.blocks.flatMap(({ tasks }) => tasks.map(({ id }) => id))];
  const results = { ...resultsOfNoTest(plan), shard: { number: 1, of: 1, division } };
  const file = join(shard, "results.json");
  mkdirSync(shard);
  writeFileSync(file, JSON.stringify(results));
  writeFileSync(join(shard, "junit.xml"), "<testsuites/>");
  const reports = digestsOfReports(shard, ["results.json", "junit.xml"]);
  const statement = attest(results, { reports, tree: {}, settings: "none", images: {} });
  writeFileSync(join(shard, "attestation.json"), JSON.stringify(statement));
  writeFileSync(file, readFileSync(file, "utf8").replace('"not-run"', '"met"'));
}
