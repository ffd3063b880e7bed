import { FATE } from "../judges/delivery.ts";
import type { WindowSecond } from "../judges/sustained.ts";
import type { ProducerRecord } from "./producer-record.ts";
import { dueAt, isMeasured, type Schedule } from "./schedule.ts";
import type { Ticks } from "./ticks.ts";

/** Into how many slices a second is cut: of frames that come a hundred a second, ten are due in each. */
const SLICES = 10;
export const BYTES_PER_LATENCY = Float32Array.BYTES_PER_ELEMENT;
/** Less than this of a slice is the rounding of times. */
const ROUNDING = 1e-6;

/** A second of the measured window with its frames: those that were due in it, whenever they came. */
export interface LoadSecond extends WindowSecond {
  /** On the run's clock; the last second may be shorter. */
  fromMs: number;
  toMs: number;
  /** Frames due, as far as the run came. */
  due: number;
  /** Of those, the frames that were confirmed and came out intact. */
  intact: number;
  /**
   * From due to first reception, in ms, of the frames that came out, in the order in which they were due. One that came before
   * it was due has none, as in the histogram: `early` counts it.
   */
  latenciesMs: Float32Array;
  /**
   * The least latency of each tenth of the second, in ms; Infinity where no frame came. Those of seconds that follow each other,
   * one list behind the other, are what `keptRate` takes for a rate of that part of the window.
   */
  leastDelaysMs: number[];
}

/** The frames of a load: a schedule and a record for each producer. */
interface Frames {
  schedules: readonly Schedule[];
  producers: readonly ProducerRecord[];
  /** By which they were received; absent where no clock was read. */
  ticks: Ticks | undefined;
}

/** The seconds of a run's measured window, once its threads have ended. Four bytes for each frame due. */
export function secondsOf(window: readonly WindowSecond[], frames: Frames): LoadSecond[] {
  const { measuredFromMs, measuredToMs } = frames.schedules[0] as Schedule;
  // Rounding may put a frame of each producer's more into a second.
  const most = frames.schedules.reduce((sum, each) => sum + Math.ceil(each.framesPerSecond) + 1, 0);
  const seconds = window.map((each, index) => {
    const fromMs = measuredFromMs + index * 1e3;
    return new Second(each, { fromMs, toMs: Math.min(fromMs + 1e3, measuredToMs) }, frames.ticks, most);
  });
  inOrderOfDue(frames, (record, sequence, dueMs) => {
    const index = Math.floor((dueMs - measuredFromMs) / 1e3 + ROUNDING);
    seconds[Math.min(index, seconds.length - 1)]?.add(record, sequence, dueMs);
  });
  return seconds.map((second) => second.whole);
}

/** Visits the frames that were due in the measured window: the schedules were dealt out frame by frame. */
function inOrderOfDue(
  { schedules, producers }: Pick<Frames, "schedules" | "producers">,
  visit: (record: ProducerRecord, sequence: number, dueMs: number) => void,
): void {
  const longest = Math.max(0, ...producers.map(({ attempted }) => attempted));
  for (let sequence = 0; sequence < longest; sequence += 1) {
    for (const [index, record] of producers.entries()) {
      const schedule = schedules[index] as Schedule;
      const dueMs = dueAt(schedule, sequence);
      if (sequence < record.attempted && isMeasured(schedule, dueMs)) visit(record, sequence, dueMs);
    }
  }
}

class Second {
  readonly #second: Omit<LoadSecond, "latenciesMs">;
  readonly #ticks: Ticks | undefined;
  readonly #most: number;
  #latenciesMs: Float32Array | undefined;
  #count = 0;

  /** @param most frames that can be due in it */
  constructor(
    counted: WindowSecond,
    time: { fromMs: number; toMs: number },
    ticks: Ticks | undefined,
    most: number,
  ) {
    const leastDelaysMs = Array.from({ length: SLICES }, () => Number.POSITIVE_INFINITY);
    this.#second = { ...counted, ...time, due: 0, intact: 0, leastDelaysMs };
    this.#ticks = ticks;
    this.#most = most;
  }

  add({ receptions, fates, places }: ProducerRecord, sequence: number, dueMs: number): void {
    this.#second.due += 1;
    if (receptions[sequence] === 0) return;
    if (fates[sequence] === FATE.confirmed) this.#second.intact += 1;
    const latencyMs = this.#ticks?.since(dueMs, places[sequence] ?? 0) ?? Number.NaN;
    if (Number.isNaN(latencyMs)) return;
    const { fromMs, leastDelaysMs } = this.#second;
    const slice = Math.min(SLICES - 1, Math.floor(((dueMs - fromMs) / 1e3) * SLICES + ROUNDING));
    leastDelaysMs[slice] = Math.min(leastDelaysMs[slice] ?? latencyMs, latencyMs);
    if (latencyMs < 0) return;
    this.#latenciesMs ??= new Float32Array(this.#most);
    this.#latenciesMs[this.#count] = latencyMs;
    this.#count += 1;
  }

  get whole(): LoadSecond {
    return {
      ...this.#second,
      latenciesMs: (this.#latenciesMs ?? new Float32Array()).subarray(0, this.#count),
    };
  }
}
