import { chosenBrokers } from "../src/compare/chosen-brokers.ts";
import { compare } from "../src/compare/compare.ts";
import { exitCodeOf } from "../src/compare/outcome.ts";
import { summaryOf } from "../src/compare/summary.ts";
import { writeComparison } from "../src/compare/write.ts";
import { mustTakeFiles } from "../src/kernel/writable.ts";
import { REPORTS } from "../src/report/results/run-folder.ts";
import { setUp } from "../src/setup/set-up.ts";
import { sweepAbandoned } from "../src/stack/sweep.ts";
import { commandWith } from "./command-with.ts";
import { count } from "./load-options.ts";
import { runCommand } from "./run-command.ts";
import { sweepOnSignal } from "./sweep-on-signal.ts";

interface CompareOptions {
  brokers?: string;
  rounds: number;
  faults: number;
}

const program = commandWith("npm run compare --", [
  "npm run compare",
  "npm run compare -- --brokers redis,nats",
  "npm run compare -- --rounds 1",
])
  .description(
    "Compares brokers on this host, in alternating rounds: throughput, latency, recovery, lost frames, cost. Writes reports/comparison.html, reports/comparison.md and reports/evidence/comparison/.",
  )
  .option("--brokers <list>", "which, with commas between; all without it")
  .option(
    "--rounds <n>",
    "rounds of each broker and topology; an interval of throughput needs eight",
    count,
    8,
  )
  .option("--faults <n>", "how often each fault is made; an interval of recovery needs eight", count, 1)
  .addHelpText(
    "after",
    `
Exit codes:
  0 every figure was taken, 1 confirmed frames were lost, 2 a figure is undetermined, 3 could not start or finish`,
  );

await runCommand(program, async () => {
  const { brokers: list, ...order } = program.opts<CompareOptions>();
  const brokers = chosenBrokers(list);
  mustTakeFiles(REPORTS);
  await setUp();
  sweepOnSignal();
  await sweepAbandoned();
  const comparison = await compare(brokers, order, (line) => console.error(line));
  writeComparison(comparison);
  console.log(summaryOf(comparison));
  return exitCodeOf(comparison);
});
