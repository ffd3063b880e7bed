import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError } from "commander";
import { BROKERS } from "../src/brokers/all.ts";
import { line, loadLine, loadOf } from "../src/brokers/bench.ts";
import { openStack } from "../src/brokers/open-stack.ts";
import { latencyFigures } from "../src/judges/latency.ts";
import { EXIT, type ExitCode } from "../src/kernel/exit-codes.mjs";
import { mustTakeFiles } from "../src/kernel/writable.ts";
import { REPORTS } from "../src/report/results/run-folder.ts";
import { setUp } from "../src/setup/set-up.ts";
import { judging } from "./bench/judging.ts";
import { judgingRows } from "./bench/judging-rows.ts";
import { type LoadCost, loadCost } from "./bench/load-cost.ts";
import { Meanwhile } from "./bench/meanwhile.ts";
import { isReached, printed, type Row } from "./bench/row.ts";
import { commandWith } from "./command-with.ts";
import { runCommand } from "./run-command.ts";
import { sweepOnSignal } from "./sweep-on-signal.ts";

const ROUNDS = 5;
const LOAD_SECONDS = 20;
const JUDGED_FRAMES = 100_000_000;

const program = commandWith("npm run bench", [
  "npm run bench",
  "npm run bench -- --judge 10000000",
  "PERF_TEST='java -jar perf-test.jar' npm run bench",
])
  .description(
    "Measures the load generator against redis-benchmark and a bare socket, side by side on one stack, and prints medians and ratios.",
  )
  .option(
    "--judge [frames]",
    "only judge a history of so many frames, some of them lost, duplicated, reordered or unknown",
    frames,
  )
  .addHelpText(
    "after",
    `
Writes reports/bench.json. Takes about four minutes; exits 1 when a target is missed. With --judge it starts no broker, writes no file,
and judges ${JUDGED_FRAMES.toLocaleString("en")} frames unless you say how many.

Environment:
  PERF_TEST=COMMAND   measures RabbitMQ's own PerfTest too`,
  );

await runCommand(program, async () => {
  const { judge } = program.opts<{ judge?: true | number }>();
  if (judge) return shown(judged(judge === true ? JUDGED_FRAMES : judge));
  mustTakeFiles(REPORTS);
  await setUp();
  sweepOnSignal();
  await using stack = await openStack();
  const benches = await Promise.all(
    BROKERS.map(async (broker) => {
      const [service] = await stack.start(broker.id);
      return { broker, service, bench: await broker.bench?.(service) };
    }),
  );
  const meanwhile = new Meanwhile();
  const rounds: object[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    console.error(`round ${round} of ${ROUNDS}`);
    const figures: [id: string, object | undefined][] = [];
    for (const { broker, service, bench } of benches)
      figures.push([broker.id, await bench?.round(meanwhile.at(service))]);
    rounds.push(Object.fromEntries(figures));
  }
  console.error(`load: 1000 frames/s of 1 KiB, ${LOAD_SECONDS} s for each broker`);
  const loads: (LoadCost & (typeof benches)[number])[] = [];
  for (const each of benches) {
    const cost = await meanwhile.at(each.service)(loadOf(each.broker.title), () =>
      loadCost(each.broker, each.service, { seconds: LOAD_SECONDS }),
    );
    loads.push({ ...each, ...cost });
  }
  const lines = [
    ...loads.flatMap(({ broker, bench, run }) => {
      const p50 = latencyFigures(run.histograms.confirmed)?.p50Ms ?? Number.NaN;
      return bench?.lines(p50) ?? [loadLine(broker.title, p50)];
    }),
    ...loads.map(({ broker, corePercent }) =>
      line(`Generator at 1000/s, ${broker.title}`, corePercent, "% of a processor", {
        target: { lessThan: 25 },
        measuredIn: loadOf(broker.title),
      }),
    ),
    ...loads.map(({ broker, run }) =>
      line(`Rate off by, ${broker.title}`, off(run.achievedRate), "%", {
        target: { lessThan: 0.1 },
        measuredIn: loadOf(broker.title),
      }),
    ),
    ...judged(JUDGED_FRAMES),
  ].map((each): Row => {
    const othersPercent = meanwhile.othersPercent(each.measuredIn ?? "");
    return { ...each, ...(othersPercent === undefined ? {} : { othersPercent }) };
  });
  writeFileSync(
    join(REPORTS, "bench.json"),
    `${JSON.stringify({ processors: cpus().length, rounds, lines }, null, 2)}\n`,
  );
  const code = shown(lines);
  for (const remark of benches.flatMap(({ bench }) => bench?.remarks() ?? [])) console.log(remark);
  return code;
});

function shown(rows: readonly Row[]): ExitCode {
  console.log(rows.map(printed).join("\n"));
  return rows.every(isReached) ? EXIT.good : EXIT.against;
}

/** What was judged otherwise than it was planted is told at once. */
function judged(count: number): Row[] {
  console.error(`a history of ${count.toLocaleString("en")} frames is made and judged`);
  const found = judging(count);
  for (const other of found.misjudged) console.error(`misjudged: ${other}`);
  return judgingRows(count, found);
}

function frames(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 100_000) return value;
  throw new InvalidArgumentError("Write a whole number, at least 100000.");
}

function off(rate: number): number {
  return Math.abs(rate / 1_000 - 1) * 100;
}
