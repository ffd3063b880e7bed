import type { Comparison } from "../../plan/schema.ts";
import type { FrameSource } from "../../traffic/frame-source.ts";
import type { LoadRun } from "../../traffic/load-run.ts";

/** What a load was to be. */
export interface Intended {
  /** Frames per second that the plan asks for. */
  rate: { atLeast: number } | { moreThan: number };
  /** What it says of the 99th percentile from due to received, in ms, if anything. */
  p99Ms?: Comparison | undefined;
  source: FrameSource;
  framesPerSecond: number;
  /** Of one window. */
  seconds: number;
  /** At most so many: see `confidenceOfLook`. */
  windows: number;
}

/** What may be missing of a load, so that it is still the one that was asked for. */
const MISSING_SHARE = 0.01;

/** The same of a run whose generator was in time: of one that was not, no second counts as calm. */
export function inTime(why: (run: LoadRun) => string | undefined): (run: LoadRun) => string | undefined {
  return (run) => why({ ...run, generator: { ...run.generator, late: 0 } });
}

/** Why a speed is not that of the frames that were to be sent, if it is not: they have another size. */
export function otherFrames({ bytes }: LoadRun, { source }: Intended): string | undefined {
  if (!("frameBytes" in source) || bytes.mean === 0) return undefined;
  const { frameBytes } = source;
  if (bytes.mean === frameBytes && bytes.least === frameBytes) return undefined;
  return `frames of ${Math.round(bytes.mean)} bytes came out (${bytes.least} the smallest), and ${frameBytes} were to be sent: it is not the load that was asked for`;
}

/** Why latencies are not those of all frames, if they are not: of each that came out there has to be one. */
export function missingLatencies({ latenciesBySecond, early, out }: LoadRun): string | undefined {
  const found = latenciesBySecond.reduce((sum, { latenciesMs }) => sum + latenciesMs.length, early.count);
  return found === out ? undefined : `there are ${found} latencies of ${out} frames that came out`;
}

/** Why it is not the load that was asked for, if it did not last as long. */
export function shorter({ measuredSeconds }: LoadRun, { seconds }: Intended): string | undefined {
  if (measuredSeconds >= seconds * (1 - MISSING_SHARE)) return undefined;
  return `the load was measured for ${measuredSeconds.toFixed(1)} s, and ${seconds.toFixed(1)} s were asked for`;
}

/** The same, if it had fewer frames: what is slower is not as hard. */
export function slower(
  { generator: { due } }: LoadRun,
  { framesPerSecond, seconds }: Intended,
): string | undefined {
  const asked = Math.floor(framesPerSecond * seconds);
  if (due >= asked * (1 - MISSING_SHARE)) return undefined;
  return `${due} frames were due in the measured time, and ${asked} were asked for`;
}
