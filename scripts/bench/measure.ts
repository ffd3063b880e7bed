import { brokerAt } from "../../src/brokers/all.ts";
import type { Broker } from "../../src/brokers/broker.ts";
import { rabbitmq as rabbitmqBroker } from "../../src/brokers/rabbitmq/rabbitmq.ts";
import { connectRedis } from "../../src/brokers/redis/redis-connection.ts";
import { RedisStream } from "../../src/brokers/redis/redis-stream.ts";
import { targetOfRunning } from "../../src/brokers/target-from.ts";
import type { RunningService } from "../../src/stack/running-service.ts";
import { carryOut } from "../../src/traffic/load-order.ts";
import type { LoadRun } from "../../src/traffic/load-run.ts";
import { bareSocketCeiling } from "./bare-socket.ts";
import { ceiling } from "./closed-loop.ts";
import { perfTestCeiling } from "./perf-test.ts";
import { redisBenchmarkXadd } from "./redis-benchmark.ts";

/** Small, so that the client and not the payload is measured. */
const FRAME_BYTES = 16;
const STREAM = "bench";
const FEW = 50;
const MANY = 500;
const FRAMES = { few: 150_000, many: 400_000, rabbitmq: 45_000 };

export interface RedisRound {
  ours50: number;
  benchmark50: number;
  socket50: number;
  ours500: number;
  benchmark500: number;
  socket500: number;
}

/** One round over the clients of Redis, each on an empty stream: frames a second. */
export async function redisRound(redis: RunningService): Promise<RedisRound> {
  const at = await redis.address(6379);
  const address = async () => at;
  const stream = new RedisStream({ address, stream: STREAM });
  const few = { frames: FRAMES.few, frameBytes: FRAME_BYTES, inFlight: FEW };
  const many = { frames: FRAMES.many, frameBytes: FRAME_BYTES, inFlight: MANY };
  const bench = { stream: STREAM, frameBytes: FRAME_BYTES };
  const onEmpty = async (measure: () => Promise<number>) => {
    const connection = await connectRedis({ address });
    await connection.del(STREAM);
    connection.disconnect();
    return await measure();
  };
  const benchmark = async (options: { frames: number; clients: number; pipeline: number }) =>
    (await redisBenchmarkXadd(redis, { ...bench, ...options })).requestsPerSecond;
  return {
    ours50: await onEmpty(() => ceiling(stream, few)),
    benchmark50: await onEmpty(() => benchmark({ frames: FRAMES.few, clients: FEW, pipeline: 1 })),
    socket50: await onEmpty(() => bareSocketCeiling(at, { stream: STREAM, ...few })),
    ours500: await onEmpty(() => ceiling(stream, many)),
    benchmark500: await onEmpty(() => benchmark({ frames: FRAMES.many, clients: 1, pipeline: MANY })),
    socket500: await onEmpty(() => bareSocketCeiling(at, { stream: STREAM, ...many })),
  };
}

/** redis-benchmark at its lowest load: one client, one command at a time; its median latency. */
export async function redisLowLoadP50Ms(redis: RunningService): Promise<number> {
  const low = { frames: 5_000, frameBytes: 1024, clients: 1, pipeline: 1 };
  return (await redisBenchmarkXadd(redis, { stream: STREAM, ...low })).p50Ms;
}

export interface RabbitMQRound {
  rabbitmq500: number;
  /** Processor time of this process meanwhile, in percent of one processor: far below 100, the broker is the limit. */
  rabbitmqClientPercent: number;
  /** The same by PerfTest; undefined when PERF_TEST names no command. */
  perfTest500: number | undefined;
}

/** Frames a second that the queue confirms: as many as fit into it, and it is emptied before. */
export async function rabbitmqRound(rabbitmq: RunningService): Promise<RabbitMQRound> {
  const target = await targetOfRunning(rabbitmqBroker, rabbitmq);
  const sending = { frames: FRAMES.rabbitmq, frameBytes: FRAME_BYTES, inFlight: MANY };
  const onEmpty = async (measure: () => Promise<number>) => {
    await rabbitmq.exec(["rabbitmqctl", "-q", "purge_queue", target.destination]);
    return await measure();
  };
  const used = processorTime();
  const rabbitmq500 = await onEmpty(() => {
    used.begin();
    return ceiling(brokerAt(target), sending);
  });
  const rabbitmqClientPercent = used.percent();
  const command = process.env.PERF_TEST;
  const perfTest500 = command ? await onEmpty(() => perfTestCeiling(command, target, sending)) : undefined;
  return { rabbitmq500, rabbitmqClientPercent, perfTest500 };
}

/** Processor time of this process, all threads, in percent of one processor. */
function processorTime() {
  const cpuUs = () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };
  let [startedUs, startedMs] = [0, 0];
  return {
    begin: () => {
      [startedUs, startedMs] = [cpuUs(), performance.now()];
    },
    percent: () => ((cpuUs() - startedUs) / 1e3 / (performance.now() - startedMs)) * 100,
  };
}

export interface LoadCost {
  run: LoadRun;
  /** Processor time of this process, all threads, per second of load, in percent of one processor. */
  corePercent: number;
}

/** A thousand frames of 1 KiB a second, and what they cost the generator. */
export async function loadCost(
  broker: Broker,
  service: RunningService,
  { seconds }: { seconds: number },
): Promise<LoadCost> {
  const used = processorTime();
  let corePercent = Number.NaN;
  const run = await carryOut(
    {
      target: await targetOfRunning(broker, service),
      framesPerSecond: 1_000,
      warmupSeconds: 5,
      durationSeconds: seconds,
    },
    {
      onSecond: ({ second }) => {
        // From the end of the warm-up on: starting threads and compiling is no cost of a frame.
        if (second === 5) used.begin();
        if (second > 5) corePercent = used.percent();
      },
    },
  );
  return { run, corePercent };
}
