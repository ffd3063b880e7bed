import type { RunningService } from "../../stack/running-service.ts";
import { type Bench, type BenchLine, line, loadLine, type Measurement, medianOf } from "../bench.ts";
import { ceiling } from "../ceiling.ts";
import { bareSocketCeiling } from "./bare-socket.ts";
import { redisBenchmarkXadd } from "./benchmark-xadd.ts";
import { connectRedis } from "./redis-connection.ts";
import { RedisStream } from "./redis-stream.ts";

/** Small, so that the client and not the payload is measured; so many that each takes two seconds or more. */
const FRAME_BYTES = 16;
const STREAM = "bench";
const FEW = { frames: 300_000, frameBytes: FRAME_BYTES, inFlight: 50 };
const MANY = { frames: 1_000_000, frameBytes: FRAME_BYTES, inFlight: 500 };

/** Frames a second, by client and frames in flight. */
type Round = Readonly<
  Record<"ours50" | "benchmark50" | "socket50" | "ours500" | "benchmark500" | "socket500", number>
> & {
  /** Processor time of our process for each frame, with 500 in flight, in microseconds. */
  readonly oursCpuUs500: number;
  /** redis-benchmark at its lowest load: one client, one command at a time; its median latency. */
  readonly lowLoadP50Ms: number;
};

/** Our client beside redis-benchmark and a bare socket, each with one connection. */
export function redisBench(redis: RunningService): Bench {
  const rounds: Round[] = [];
  return {
    async round(measurement) {
      const measured = await measuredRound(redis, measurement);
      rounds.push(measured);
      return measured;
    },
    lines: (loadP50Ms) => redisLines(rounds, loadP50Ms),
    remarks: () => [],
  };
}

async function measuredRound(redis: RunningService, measurement: Measurement): Promise<Round> {
  const at = await redis.address(6379);
  const address = async () => at;
  const stream = new RedisStream({ address, stream: STREAM });
  const onEmpty = async <T>(name: string, measure: () => Promise<T>) => {
    const connection = await connectRedis({ address });
    await connection.del(STREAM);
    connection.disconnect();
    return measurement(name, measure);
  };
  const benchmark = async (options: { frames: number; frameBytes: number; inFlight: number }) =>
    await redisBenchmarkXadd(redis, { stream: STREAM, clients: 1, pipeline: options.inFlight, ...options });
  const socket = (options: typeof FEW) => bareSocketCeiling(at, { stream: STREAM, ...options });
  const ours50 = await onEmpty("ours50", () => ceiling(stream, FEW));
  const benchmark50 = await onEmpty("benchmark50", () => benchmark(FEW));
  const socket50 = await onEmpty("socket50", () => socket(FEW));
  const ours500 = await onEmpty("ours500", () => ceiling(stream, MANY));
  const benchmark500 = await onEmpty("benchmark500", () => benchmark(MANY));
  const socket500 = await onEmpty("socket500", () => socket(MANY));
  const low = { frames: 5_000, frameBytes: 1_024, inFlight: 1 };
  const lowLoad = await onEmpty("lowLoadP50Ms", () => benchmark(low));
  return {
    ours50: ours50.framesPerSecond,
    benchmark50: benchmark50.requestsPerSecond,
    socket50,
    ours500: ours500.framesPerSecond,
    oursCpuUs500: ours500.cpuUsPerFrame,
    benchmark500: benchmark500.requestsPerSecond,
    socket500,
    lowLoadP50Ms: lowLoad.p50Ms,
  };
}

/** What rounds came to. */
export function redisLines(rounds: readonly Round[], loadP50Ms: number): BenchLine[] {
  const median = (of: (round: Round) => number) => medianOf(rounds, of);
  const rate = (name: string, measuredIn: Exclude<keyof Round, "oursCpuUs500" | "lowLoadP50Ms">) =>
    line(
      name,
      median((each) => each[measuredIn]),
      "frames/s",
      { measuredIn },
    );
  const inFlight = (frames: 50 | 500, atLeast: number) => [
    rate(`Redis, ${frames} in flight`, `ours${frames}`),
    rate(`  redis-benchmark -c 1 -P ${frames}`, `benchmark${frames}`),
    rate("  bare socket", `socket${frames}`),
    line(
      "  of redis-benchmark",
      median((each) => each[`ours${frames}`] / each[`benchmark${frames}`]),
      "x",
      { target: { atLeast } },
    ),
    line(
      "  of a bare socket",
      median((each) => each[`ours${frames}`] / each[`socket${frames}`]),
      "x",
    ),
  ];
  return [
    ...inFlight(50, 0.8),
    ...inFlight(500, 0.9),
    line(
      "  processor time of the client",
      median((each) => each.oursCpuUs500),
      "s per million frames",
      { measuredIn: "ours500" },
    ),
    loadLine("Redis", loadP50Ms),
    line(
      "  redis-benchmark, one client, p50",
      median((each) => each.lowLoadP50Ms),
      "ms",
      { measuredIn: "lowLoadP50Ms" },
    ),
  ];
}
