import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { mustTakeFiles } from "../src/kernel/writable.ts";
import { SPEC_PROJECTS } from "../src/plan/lanes.ts";
import { CompletionReporter } from "../src/report/reporter.ts";
import type { Results } from "../src/report/results.ts";
import { REPORTS } from "../src/report/run-folder.ts";
import { changesOf, verdictsOf } from "../src/report/verdict-changes.ts";
import { setUp } from "../src/setup/set-up.ts";
import { count } from "./load-options.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";

const REPORT = join(REPORTS, "soak.md");

const program = new Command("npm run soak --")
  .description(
    "Runs the specs in the quick profile again and again, and reports criteria that did not come out the same every time; writes reports/soak.md.",
  )
  .option("--runs <n>", "how often", count, 20)
  .option("--specs <files...>", "specs whose path holds these words; all without it")
  .addHelpText(
    "after",
    "\nExit codes:\n  0 no criterion changed, 1 some did, 3 could not start\n\nExamples:\n  npm run soak\n  npm run soak -- --runs 5 --specs block1 block2",
  );

await runCommand(program, async () => {
  const { runs, specs = [] } = program.opts<{ runs: number; specs?: string[] }>();
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
