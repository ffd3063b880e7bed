import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { EXIT, type ExitCode } from "../src/kernel/exit-codes.mjs";
import { mustTakeFile, mustTakeFiles } from "../src/kernel/writable.ts";
import { SPEC_PROJECTS } from "../src/plan/lanes.ts";
import { CompletionReporter } from "../src/report/reporter.ts";
import type { Results } from "../src/report/results/results.ts";
import { REPORTS } from "../src/report/results/run-folder.ts";
import { changesOf, verdictsOf } from "../src/report/results/verdict-changes.ts";
import { rowsOf, type SoakRun, soakTable } from "../src/sabotage/soak/host-soak.ts";
import { OCCUPIED, type Occupied } from "../src/sabotage/soak/occupied-host.ts";
import { SOAKED } from "../src/sabotage/soak/slow-stacks.ts";
import { soakHosts } from "../src/sabotage/soak/soak-hosts.ts";
import { setUp } from "../src/setup/set-up.ts";
import { ROOT } from "../src/stack/compose-file.ts";
import { commandWith } from "./command-with.ts";
import { count } from "./load-options.ts";
import { putIntoDocument } from "./measured-table.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";

const REPORT = join(REPORTS, "soak.md");

/** What each kind of host does to the verdicts. */
const HOSTS_REPORT = join(REPORTS, "soak-hosts.md");
const DOCUMENT = "docs/noise.md";

interface SoakOptions {
  runs: number;
  specs?: string[];
  hosts?: Occupied[];
  writeDocs?: true | undefined;
}

const program = commandWith("npm run soak --", [
  "npm run soak",
  "npm run soak -- --runs 5 --specs block1 block2",
  "npm run soak -- --hosts quiet,busy,busier,disk --runs 10",
])
  .description(
    "Runs the specs in the quick profile again and again, and reports criteria that did not come out the same every time; writes reports/soak.md.",
  )
  .option("--runs <n>", "how often", count, 20)
  .option("--specs <files...>", "specs whose path holds these words; all without it")
  .addOption(
    new Option(
      "--hosts <kinds>",
      `instead: the criteria of speed of a healthy stack and of slow ones, while others use the host; of ${OCCUPIED.join(",")}, with commas between; writes reports/soak-hosts.md`,
    ).argParser(kindsOfHost),
  )
  .option("--write-docs", `with --hosts: writes the table into ${DOCUMENT}`)
  .addHelpText(
    "after",
    "\nExit codes:\n  0 no criterion changed, 1 some did, 3 could not start\n  With --hosts: 0 none came out as it must not, 1 some did",
  );

await runCommand(program, async () => {
  const { runs, specs = [], hosts, writeDocs } = program.opts<SoakOptions>();
  if (hosts) return overHosts({ hosts, runs, writeDocs });
  process.env.SIGNOFF_PROFILE = "quick";
  mustTakeFiles(REPORTS);
  await setUp();
  const results: Results[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const reporter = new CompletionReporter();
    await runVitest({ projects: SPEC_PROJECTS, reporter, files: specs });
    if (!reporter.results) throw new Error(`run ${run} wrote no report`);
    results.push(reporter.results);
    writeReport(results);
    console.log(
      `Run ${run} of ${runs}: ${(reporter.results.durationMs / 1e3).toFixed(0)} s, ${changesOf(verdictsOf(results)).length} criteria changed so far`,
    );
  }
  return changesOf(verdictsOf(results)).length === 0 ? EXIT.good : EXIT.against;
});

/** After every run, so that an interrupted soak has one too. */
function writeReport(results: readonly Results[]): void {
  const changes = changesOf(verdictsOf(results));
  const seconds = results.map(({ durationMs }) => durationMs / 1e3).toSorted((a, b) => a - b);
  const [shortest = 0, longest = 0, median = 0] = [
    seconds[0],
    seconds.at(-1),
    seconds[Math.floor(seconds.length / 2)],
  ];
  const lines = [
    "# Soak: the same code, again and again",
    "",
    `${results.length} runs since ${results[0]?.startedAt}, each ${shortest.toFixed(0)} to ${longest.toFixed(0)} s (median ${median.toFixed(0)} s); ${changes.length} criteria changed.`,
    "",
    "| criterion | verdicts, in the order of the runs |",
    "|---|---|",
    ...changes.map(({ criterion, statuses }) => `| ${criterion} | ${statuses.join(", ")} |`),
    "",
  ];
  writeFileSync(REPORT, lines.join("\n"));
}

async function overHosts({ hosts = [], runs, writeDocs }: SoakOptions): Promise<ExitCode> {
  mustTakeFiles(REPORTS);
  if (writeDocs) mustTakeFile(join(ROOT, DOCUMENT));
  await setUp();
  const seen: SoakRun[] = [];
  await soakHosts({
    ...{ hosts, runs, stacks: SOAKED },
    onRun(run, seconds) {
      seen.push(run);
      writeFileSync(HOSTS_REPORT, `# Soak: speeds while others use the host\n\n${soakTable(rowsOf(seen))}\n`);
      const statuses = [...run.statuses].map(([key, status]) => `${key} ${status}`).join(", ");
      console.log(`${run.stack.title}, ${run.host} host: ${statuses} [${seconds.toFixed(0)} s]`);
    },
  });
  const rows = rowsOf(seen);
  console.log(`\n${soakTable(rows)}`);
  if (writeDocs) putIntoDocument(DOCUMENT, soakTable(rows));
  return rows.some(({ wrong }) => wrong.length > 0) ? EXIT.against : EXIT.good;
}

/** @throws InvalidArgumentError for a kind that there is not */
function kindsOfHost(text: string): Occupied[] {
  return text.split(",").map((word) => {
    const kind = OCCUPIED.find((each) => each === word.trim());
    if (!kind) throw new InvalidArgumentError(`there is no host "${word}": name ${OCCUPIED.join(", ")}`);
    return kind;
  });
}
