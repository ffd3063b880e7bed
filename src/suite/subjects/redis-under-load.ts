import type { BenchmarkRun, RedisSubject } from "../../brokers/redis/redis-subject.ts";
import type { Profile } from "../../plan/profile.ts";
import { Sending } from "../../traffic/sending.ts";
import type { Details } from "../record/criterion.ts";
import { speedAlone } from "../record/speed-alone.ts";
import { plannedFrames } from "./planned-frames.ts";
import { type SetFigures, type SetLimits, setInRounds } from "./set-rounds.ts";

const STREAM = "held";
const IN_FLIGHT = 64;
/** For how long the plan's frames would have to come to be as many as are held. */
const SECONDS: Record<Profile, number> = { quick: 5, hosts: 5, full: 60 };
/** Of the bytes that are held; the server shares pages and rounds sizes. */
const LEAST_RISE = 0.9;
const MIB = 2 ** 20;

/** What a load did to Redis. */
interface LoadMarks {
  /** Replies with an error, refused connections, evictions, and peak memory of maxmemory. */
  marks: Record<string, number>;
  /** What was held, and the memory used before and then, of maxmemory. */
  held: Details;
  /** By how much used memory rose with them, and by how much it has to rise for its share to say anything. */
  rise: { mib: number; leastMib: number };
}

type Info = Readonly<Record<string, string>>;

interface Looks {
  /** INFO before the load, between benchmark and frames, and with the frames. */
  before: Info;
  empty: Info;
  full: Info;
  frames: number;
  frameBytes: number;
}

/**
 * Puts Redis under load: redis-benchmark as the plan writes it, then frames of real size that nobody takes, so that memory has
 * to rise. Takes these frames away again.
 */
export async function underLoad(
  redis: RedisSubject,
  { profile, asked, ...options }: { profile: Profile; asked: SetLimits; requests: number; tests?: string[] },
): Promise<Pick<BenchmarkRun, "output" | "tail"> & LoadMarks & { set: SetFigures }> {
  const { framesPerSecond, frameBytes } = await plannedFrames();
  const frames = framesPerSecond * SECONDS[profile];
  const before = await redis.info();
  const { output, tail } = await redis.benchmark(options);
  const set = await speedAlone(() => setInRounds(redis.service, () => redis.setRound(), asked));
  const empty = await redis.info();
  await using cleaning = new AsyncDisposableStack();
  cleaning.defer(() => redis.removeStream(STREAM));
  await using sending = await Sending.start(redis.stream(STREAM), {
    frameBytes,
    inFlight: IN_FLIGHT,
    frames,
  });
  await sending.ended();
  return { output, tail, set, ...loadMarks({ before, empty, full: await redis.info(), frames, frameBytes }) };
}

/** What the server's own figures say of a load, by what they were before, after the benchmark, and with the frames. */
export function loadMarks({ before, empty, full, frames, frameBytes }: Looks): LoadMarks {
  const share = (info: Info, field: string) => (Number(info[field]) / Number(info.maxmemory)) * 100;
  const more = (field: string) => Number(full[field]) - Number(before[field]);
  return {
    marks: {
      errors: more("total_error_replies"),
      "rejected connections": more("rejected_connections"),
      "evicted keys": more("evicted_keys"),
      "memory %": share(full, "used_memory_peak"),
    },
    held: {
      "frames held": frames,
      "memory % before": share(empty, "used_memory"),
      "memory % with them": share(full, "used_memory"),
    },
    rise: {
      mib: Math.round((Number(full.used_memory) - Number(empty.used_memory)) / MIB),
      leastMib: Math.round((frames * frameBytes * LEAST_RISE) / MIB),
    },
  };
}
