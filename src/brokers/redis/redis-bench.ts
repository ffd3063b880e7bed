import type { RunningService } from "../../stack/running-service.ts";
import { type Bench, type BenchLine, line, loadLine, medianOf } from "../bench.ts";
import { ceiling } from "../ceiling.ts";
import { bareSocketCeiling } from "./bare-socket.ts";
import { redisBenchmarkXadd } from "./benchmark-xadd.ts";
import { connectRedis } from "./redis-connection.ts";
import { RedisStream } from "./redis-stream.ts";

/** Small, so that the client and not the payload is measured. */
const FRAME_BYTES = 16;
const STREAM = "bench";
const FEW = { frames: 150_000, frameBytes: FRAME_BYTES, inFlight: 50 };
const MANY = { frames: 400_000, frameBytes: FRAME_BYTES, inFlight: 500 };

/** Frames a second, by client and frames in flight. */
type Round = Readonly<
  Record<"ours50" | "benchmark50" | "socket50" | "ours500" | "benchmark500" | "socket500", number>
> & {
  /** redis-benchmark at its lowest load: one client, one command at a time; its median latency. */
  readonly lowLoadP50Ms: number;
};

/** Our client beside redis-benchmark and a bare socket. */
export function redisBench(redis: RunningService): Bench {
  const rounds: Round[] = [];
  return {
    async round() {
      const measured = await measuredRound(redis);
      rounds.push(measured);
      return measured;
    },
    lines: (loadP50Ms) => redisLines(rounds, loadP50Ms),
    remarks: () => [],
  };
}

async function measuredRound(redis: RunningService): Promise<Round> {
  const at = await redis.address(6379);
  const address = async () => at;
  const stream = new RedisStream({ address, stream: STREAM });
  const onEmpty = async (measure: () => Promise<number>) => {
    const connection = await connectRedis({ address });
    await connection.del(STREAM);
    connection.disconnect();
    return await measure();
  };
  const bench = { stream: STREAM, frameBytes: FRAME_BYTES };
  const benchmark = async (options: { frames: number; clients: number; pipeline: number }) =>
    (await redisBenchmarkXadd(redis, { ...bench, ...options })).requestsPerSecond;
  return {
    ours50: await onEmpty(() => ceiling(stream, FEW)),
    benchmark50: await onEmpty(() => benchmark({ frames: FEW.frames, clients: FEW.inFlight, pipeline: 1 })),
    socket50: await onEmpty(() => bareSocketCeiling(at, { stream: STREAM, ...FEW })),
    ours500: await onEmpty(() => ceiling(stream, MANY)),
    benchmark500: await onEmpty(() =>
      benchmark({ frames: MANY.frames, clients: 1, pipeline: MANY.inFlight }),
    ),
    socket500: await onEmpty(() => bareSocketCeiling(at, { stream: STREAM, ...MANY })),
    lowLoadP50Ms: await lowLoadP50Ms(redis),
  };
}

async function lowLoadP50Ms(redis: RunningService): Promise<number> {
  const low = { frames: 5_000, frameBytes: 1024, clients: 1, pipeline: 1 };
  return (await redisBenchmarkXadd(redis, { stream: STREAM, ...low })).p50Ms;
}

/** What rounds came to. */
export function redisLines(rounds: readonly Round[], loadP50Ms: number): BenchLine[] {
  const median = (of: (round: Round) => number) => medianOf(rounds, of);
  const inFlight = (frames: 50 | 500, atLeast: number) => [
    line(
      `Redis, ${frames} in flight`,
      median((each) => each[`ours${frames}`]),
      "frames/s",
    ),
    line(
      "  redis-benchmark",
      median((each) => each[`benchmark${frames}`]),
      "frames/s",
    ),
    line(
      "  bare socket",
      median((each) => each[`socket${frames}`]),
      "frames/s",
    ),
    line(
      "  of redis-benchmark",
      median((each) => each[`ours${frames}`] / each[`benchmark${frames}`]),
      "x",
      { atLeast },
    ),
    line(
      "  of a bare socket",
      median((each) => each[`ours${frames}`] / each[`socket${frames}`]),
      "x",
    ),
  ];
  return [
    ...inFlight(50, 0.9),
    ...inFlight(500, 0.5),
    loadLine("Redis", loadP50Ms),
    line(
      "  redis-benchmark, one client, p50",
      median((each) => each.lowLoadP50Ms),
      "ms",
    ),
  ];
}
