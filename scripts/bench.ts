import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { openStack } from "../src/brokers/open-stack.ts";
import { rabbitmq as rabbitmqBroker } from "../src/brokers/rabbitmq/rabbitmq.ts";
import { redis as redisBroker } from "../src/brokers/redis/redis.ts";
import { latencyFigures } from "../src/judges/latency.ts";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { mustTakeFiles } from "../src/kernel/writable.ts";
import { REPORTS } from "../src/report/run-folder.ts";
import { setUp } from "../src/setup/set-up.ts";
import { judging } from "./bench/judging.ts";
import {
  loadCost,
  type RabbitMQRound,
  type RedisRound,
  rabbitmqRound,
  redisLowLoadP50Ms,
  redisRound,
} from "./bench/measure.ts";
import { runCommand } from "./run-command.ts";
import { sweepOnSignal } from "./sweep-on-signal.ts";

const ROUNDS = 5;
const LOAD_SECONDS = 20;
const JUDGED_FRAMES = 10_000_000;

/** One line of the benchmark: what was measured, and what it should come to. */
interface Line {
  name: string;
  value: number;
  unit: string;
  target?: { atLeast: number } | { lessThan: number };
}

type Round = RedisRound & RabbitMQRound & { lowLoadP50Ms: number };

const program = new Command("npm run bench")
  .description(
    "Measures the load generator against redis-benchmark and a bare socket, side by side on one stack, and prints medians and ratios.",
  )
  .addHelpText(
    "after",
    `
Writes reports/bench.json. Takes about two minutes; exits 1 when a target is missed.

Environment:
  PERF_TEST=COMMAND   measures RabbitMQ's own PerfTest too

Examples:
  npm run bench
  PERF_TEST='java -jar perf-test.jar' npm run bench`,
  );

await runCommand(program, async () => {
  mustTakeFiles(REPORTS);
  await setUp();
  sweepOnSignal();
  await using stack = await openStack();
  const [redis, rabbitmq] = await stack.start("redis", "rabbitmq");
  if (!rabbitmq) throw new Error("rabbitmq did not start");
  const rounds: Round[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    console.error(`round ${round} of ${ROUNDS}`);
    rounds.push({
      ...(await redisRound(redis)),
      lowLoadP50Ms: await redisLowLoadP50Ms(redis),
      ...(await rabbitmqRound(rabbitmq)),
    });
  }
  await rabbitmq.exec(["rabbitmqctl", "-q", "purge_queue", rabbitmqBroker.destination]);
  const median = (of: (round: Round) => number) => medianOf(rounds, of);
  console.error(`load: 1000 frames/s of 1 KiB, ${LOAD_SECONDS} s for each broker`);
  const redisLoad = await loadCost(redisBroker, redis, { seconds: LOAD_SECONDS });
  const rabbitmqLoad = await loadCost(rabbitmqBroker, rabbitmq, { seconds: LOAD_SECONDS });
  const judged = judging(JUDGED_FRAMES);
  const p50 = (load: typeof redisLoad) => latencyFigures(load.run.histograms.confirmed)?.p50Ms ?? Number.NaN;
  const lines: Line[] = [
    line(
      "Redis, 50 in flight",
      median(({ ours50 }) => ours50),
      "frames/s",
    ),
    line(
      "  redis-benchmark",
      median(({ benchmark50 }) => benchmark50),
      "frames/s",
    ),
    line(
      "  bare socket",
      median(({ socket50 }) => socket50),
      "frames/s",
    ),
    line(
      "  of redis-benchmark",
      median((each) => each.ours50 / each.benchmark50),
      "x",
      { atLeast: 0.9 },
    ),
    line(
      "  of a bare socket",
      median((each) => each.ours50 / each.socket50),
      "x",
    ),
    line(
      "Redis, 500 in flight",
      median(({ ours500 }) => ours500),
      "frames/s",
    ),
    line(
      "  redis-benchmark",
      median(({ benchmark500 }) => benchmark500),
      "frames/s",
    ),
    line(
      "  bare socket",
      median(({ socket500 }) => socket500),
      "frames/s",
    ),
    line(
      "  of redis-benchmark",
      median((each) => each.ours500 / each.benchmark500),
      "x",
      { atLeast: 0.5 },
    ),
    line(
      "  of a bare socket",
      median((each) => each.ours500 / each.socket500),
      "x",
    ),
    line("Redis, 1000/s, p50 due to confirmed", p50(redisLoad), "ms"),
    line(
      "  redis-benchmark, one client, p50",
      median(({ lowLoadP50Ms }) => lowLoadP50Ms),
      "ms",
    ),
    line(
      "RabbitMQ, 500 in flight",
      median(({ rabbitmq500 }) => rabbitmq500),
      "frames/s",
      { atLeast: 45_000 },
    ),
    line(
      "  processor time of the client meanwhile",
      median(({ rabbitmqClientPercent }) => rabbitmqClientPercent),
      "% of a processor",
    ),
    ...perfTestLines(rounds),
    line("RabbitMQ, 1000/s, p50 due to confirmed", p50(rabbitmqLoad), "ms"),
    line("Generator at 1000/s, Redis", redisLoad.corePercent, "% of a processor", { lessThan: 25 }),
    line("Generator at 1000/s, RabbitMQ", rabbitmqLoad.corePercent, "% of a processor", { lessThan: 25 }),
    line("Rate off by, Redis", off(redisLoad.run.achievedRate), "%", { lessThan: 0.1 }),
    line("Rate off by, RabbitMQ", off(rabbitmqLoad.run.achievedRate), "%", { lessThan: 0.1 }),
    line("10 million frames judged", judged.seconds, "s", { lessThan: 2 }),
    line("  memory of the process", judged.mebibytes, "MiB", { lessThan: 200 }),
  ];
  writeFileSync(
    join(REPORTS, "bench.json"),
    `${JSON.stringify({ processors: cpus().length, rounds, lines }, null, 2)}\n`,
  );
  console.log(lines.map(describe).join("\n"));
  if (!process.env.PERF_TEST) console.log("PerfTest: skipped, the variable PERF_TEST names no command");
  return lines.every(isReached) ? EXIT.good : EXIT.against;
});

function line(name: string, value: number, unit: string, target?: Line["target"]): Line {
  return { name, value, unit, ...(target ? { target } : {}) };
}

function off(rate: number): number {
  return Math.abs(rate / 1_000 - 1) * 100;
}

/** RabbitMQ's own load generator beside ours, where there is one. */
function perfTestLines(rounds: readonly Round[]): Line[] {
  const ran = rounds.flatMap(({ rabbitmq500, perfTest500 }) =>
    perfTest500 === undefined ? [] : [{ rabbitmq500, perfTest500 }],
  );
  if (ran.length === 0) return [];
  const theirs = medianOf(ran, ({ perfTest500 }) => perfTest500);
  const ratio = medianOf(ran, (each) => each.rabbitmq500 / each.perfTest500);
  return [line("  PerfTest", theirs, "frames/s"), line("  of PerfTest", ratio, "x")];
}

function medianOf<T>(rounds: readonly T[], of: (round: T) => number): number {
  const values = rounds.map(of);
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function isReached({ value, target }: Line): boolean {
  if (!target) return true;
  return "atLeast" in target ? value >= target.atLeast : value < target.lessThan;
}

function describe(each: Line): string {
  const { name, value, unit, target } = each;
  const digits = { maximumFractionDigits: value >= 1_000 ? 0 : 3 };
  const told = `${name.padEnd(40)} ${value.toLocaleString("en", digits).padStart(10)} ${unit}`;
  if (!target) return told;
  const wanted = "atLeast" in target ? `at least ${target.atLeast}` : `less than ${target.lessThan}`;
  return `${told}  (${wanted}: ${isReached(each) ? "reached" : "missed"})`;
}
