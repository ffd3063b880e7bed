import { processorTime } from "../../kernel/processor-time.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { type Bench, type BenchLine, line, loadLine, medianOf } from "../bench.ts";
import type { Broker } from "../broker.ts";
import { ceiling } from "../ceiling.ts";
import { targetOfRunning } from "../target-from.ts";
import { perfTestCeiling } from "./perf-test.ts";
import type { RabbitMQTarget } from "./rabbitmq-target.ts";

/** As many as fit into the queue; small, so that the client and not the payload is measured. */
const SENDING = { frames: 45_000, frameBytes: 16, inFlight: 500 };

type Round = {
  /** Frames a second that the queue confirms. */
  readonly rabbitmq500: number;
  /** Processor time of this process meanwhile, in percent of one processor: far below 100, the broker is the limit. */
  readonly rabbitmqClientPercent: number;
  /** The same by PerfTest; undefined when PERF_TEST names no command. */
  readonly perfTest500: number | undefined;
};

/** Our client beside RabbitMQ's own load generator, where PERF_TEST says how that is started. */
export function rabbitmqBench(broker: Broker<RabbitMQTarget>, rabbitmq: RunningService): Bench {
  const rounds: Round[] = [];
  return {
    async round() {
      const measured = await measuredRound(broker, rabbitmq);
      rounds.push(measured);
      return measured;
    },
    lines: (loadP50Ms) => rabbitmqLines(rounds, loadP50Ms),
    remarks: () =>
      process.env.PERF_TEST ? [] : ["PerfTest: skipped, the variable PERF_TEST names no command"],
  };
}

async function measuredRound(broker: Broker<RabbitMQTarget>, rabbitmq: RunningService): Promise<Round> {
  const target = await targetOfRunning(broker, rabbitmq);
  const emptied = () => rabbitmq.exec(["rabbitmqctl", "-q", "purge_queue", target.destination]);
  const onEmpty = async (measure: () => Promise<number>) => {
    await emptied();
    return await measure();
  };
  const used = processorTime();
  const rabbitmq500 = await onEmpty(() => {
    used.begin();
    return ceiling(broker.at(target), SENDING);
  });
  const rabbitmqClientPercent = used.percent();
  const command = process.env.PERF_TEST;
  const perfTest500 = command ? await onEmpty(() => perfTestCeiling(command, target, SENDING)) : undefined;
  await emptied();
  return { rabbitmq500, rabbitmqClientPercent, perfTest500 };
}

/** What rounds came to. */
export function rabbitmqLines(rounds: readonly Round[], loadP50Ms: number): BenchLine[] {
  return [
    line(
      "RabbitMQ, 500 in flight",
      medianOf(rounds, (each) => each.rabbitmq500),
      "frames/s",
      {
        atLeast: 45_000,
      },
    ),
    line(
      "  processor time of the client meanwhile",
      medianOf(rounds, (each) => each.rabbitmqClientPercent),
      "% of a processor",
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
  return [line("  PerfTest", theirs, "frames/s"), line("  of PerfTest", ratio, "x")];
}
