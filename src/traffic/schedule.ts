import { FATE, type ProducerHistory } from "../judges/delivery.ts";

/** When the frames of one producer are due, and which of them are measured. Times are of the run's clock. */
export interface Schedule {
  startMs: number;
  framesPerSecond: number;
  frames: number;
  /** Frames that are due in this window count for latencies and rates; earlier ones are warm-up. */
  measuredFromMs: number;
  measuredToMs: number;
}

export interface Load {
  framesPerSecond: number;
  producers: number;
  warmupSeconds: number;
  durationSeconds: number;
}

/** Less than this of a frame is the rounding of a product of decimals. */
const ROUNDING = 1e-6;

/** How many frames the whole load has: each that is due before its end, the first one at its start. */
export function framesOf({ framesPerSecond, warmupSeconds, durationSeconds }: Load): number {
  return Math.ceil(framesPerSecond * (warmupSeconds + durationSeconds) - ROUNDING);
}

/** From the first frame's time to the end of the last one's, in ms. */
export function lengthMsOf({ warmupSeconds, durationSeconds }: Load): number {
  return (warmupSeconds + durationSeconds) * 1e3;
}

/** The schedules of all producers: the load's own, dealt out frame by frame, so that together they are evenly spaced. */
export function schedulesOf(load: Load, startMs: number): Schedule[] {
  const { framesPerSecond, producers, warmupSeconds, durationSeconds } = load;
  const measuredFromMs = startMs + warmupSeconds * 1e3;
  return Array.from({ length: producers }, (_, producer) => ({
    startMs: startMs + (producer * 1e3) / framesPerSecond,
    framesPerSecond: framesPerSecond / producers,
    frames: Math.floor((framesOf(load) - producer - 1) / producers) + 1,
    measuredFromMs,
    measuredToMs: measuredFromMs + durationSeconds * 1e3,
  }));
}

/** The intended send time of a frame: start + k / rate, whatever became of the frames before. */
export function dueAt({ startMs, framesPerSecond }: Schedule, sequence: number): number {
  return startMs + (sequence * 1e3) / framesPerSecond;
}

/** How many frames of a schedule are due by then. */
export function framesDueUntil({ startMs, framesPerSecond, frames }: Schedule, timeMs: number): number {
  const due = Math.floor(((timeMs - startMs) / 1e3) * framesPerSecond + ROUNDING) + 1;
  return Math.max(0, Math.min(frames, due));
}

/** Of the frames that were due so far, how many were due in the measured window, came out, and were confirmed as well. */
export function measuredFrames(schedule: Schedule, { attempted, fates, receptions }: ProducerHistory) {
  let [due, received, intact] = [0, 0, 0];
  for (let sequence = 0; sequence < attempted; sequence += 1) {
    if (!isMeasured(schedule, dueAt(schedule, sequence))) continue;
    due += 1;
    if ((receptions[sequence] ?? 0) === 0) continue;
    received += 1;
    if (fates[sequence] === FATE.confirmed) intact += 1;
  }
  return { due, received, intact };
}

export function isMeasured({ measuredFromMs, measuredToMs }: Schedule, timeMs: number): boolean {
  return timeMs >= measuredFromMs && timeMs < measuredToMs;
}
