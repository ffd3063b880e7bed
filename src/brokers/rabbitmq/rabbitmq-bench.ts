import { currentRun } from "../../kernel/run-identity.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { type Bench, type BenchLine, line, loadLine, type Measurement, medianOf } from "../bench.ts";
import type { Broker } from "../broker.ts";
import { steadyCeiling } from "../ceiling.ts";
import { destinationsOf } from "../destinations.ts";
import { targetOfRunning } from "../target-from.ts";
import { POLICY } from "./names.ts";
import { perfTestCeiling } from "./perf-test.ts";
import { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import type { RabbitMQTarget } from "./rabbitmq-target.ts";

/** Small, so that the client and not the payload is measured. */
const SENDING = { frameBytes: 16, inFlight: 500 };
const OURS = { ...SENDING, warmupSeconds: 2, seconds: 5 };
const PERF_TEST = { ...SENDING, warmupSeconds: 10, seconds: 5 };
/** More than any of them sends: a queue as long as the system's is full after a second, in which everything warms up. */
const QUEUE_FRAMES = 5_000_000;

type Round = {
  /** Frames a second that the queue confirms. */
  readonly rabbitmq500: number;
  /** Processor time of this process for each of them, in microseconds. */
  readonly rabbitmqCpuUs500: number;
  /** The same rate by PerfTest; undefined when PERF_TEST names no command. */
  readonly perfTest500: number | undefined;
};

/** Our client beside RabbitMQ's own load generator, where PERF_TEST says how that is started, both in steady state. */
export function rabbitmqBench(broker: Broker<RabbitMQTarget>, rabbitmq: RunningService): Bench {
  const rounds: Round[] = [];
  return {
    async round(measurement) {
      const measured = await measuredRound(broker, rabbitmq, measurement);
      rounds.push(measured);
      return measured;
    },
    lines: (loadP50Ms) => rabbitmqLines(rounds, loadP50Ms),
    remarks: () =>
      process.env.PERF_TEST ? [] : ["PerfTest: skipped, the variable PERF_TEST names no command"],
  };
}

async function measuredRound(
  broker: Broker<RabbitMQTarget>,
  rabbitmq: RunningService,
  measurement: Measurement,
): Promise<Round> {
  const destination = destinationsOf(currentRun()).named("bench");
  const onEmpty = async <T>(name: string, measure: (target: RabbitMQTarget) => Promise<T>) => {
    await using _queue = await longQueue(broker, rabbitmq, destination);
    const target = await targetOfRunning(broker, rabbitmq, destination);
    return await measurement(name, () => measure(target));
  };
  const ours = await onEmpty("rabbitmq500", (target) => steadyCeiling(broker.at(target), OURS));
  const command = process.env.PERF_TEST;
  const perfTest500 = command
    ? await onEmpty("perfTest500", (target) => perfTestCeiling(command, target, PERF_TEST))
    : undefined;
  return { rabbitmq500: ours.framesPerSecond, rabbitmqCpuUs500: ours.cpuUsPerFrame, perfTest500 };
}

/** A queue like the system's but for its length, until disposed of. */
async function longQueue(
  broker: Broker<RabbitMQTarget>,
  rabbitmq: RunningService,
  destination: string,
): Promise<AsyncDisposable> {
  await using undo = new AsyncDisposableStack();
  await broker.ready(rabbitmq, destination);
  undo.defer(async () => {
    await broker.removeOwn(rabbitmq, (name) => name === destination);
  });
  const limits = { "max-length": QUEUE_FRAMES };
  undo.use(await new RabbitMQAdmin(rabbitmq).override(destination, POLICY, limits));
  return undo.move();
}

/** What rounds came to. */
export function rabbitmqLines(rounds: readonly Round[], loadP50Ms: number): BenchLine[] {
  const measuredIn = "rabbitmq500";
  return [
    line(
      "RabbitMQ, 500 in flight",
      medianOf(rounds, (each) => each.rabbitmq500),
      "frames/s",
      { measuredIn, target: { atLeast: 45_000 } },
    ),
    line(
      "  processor time of the client",
      medianOf(rounds, (each) => each.rabbitmqCpuUs500),
      "s per million frames",
      { measuredIn },
    ),
    ...perfTestLines(rounds),
    loadLine("RabbitMQ", loadP50Ms),
  ];
}

function perfTestLines(rounds: readonly Round[]): BenchLine[] {
  const ran = rounds.flatMap(({ rabbitmq500, perfTest500 }) =>
    perfTest500 === undefined ? [] : [{ rabbitmq500, perfTest500 }],
  );
  if (ran.length === 0) return [];
  const theirs = medianOf(ran, ({ perfTest500 }) => perfTest500);
  const ratio = medianOf(ran, (each) => each.rabbitmq500 / each.perfTest500);
  return [
    line("  PerfTest", theirs, "frames/s", { measuredIn: "perfTest500" }),
    line("  of PerfTest", ratio, "x"),
  ];
}
