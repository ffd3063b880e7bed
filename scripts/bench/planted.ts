import type { Answer } from "../../src/brokers/frame-broker.ts";
import type { Delivery } from "../../src/judges/delivery.ts";
import { FrameHistory } from "../../src/traffic/history.ts";
import type { ProducerRecord } from "../../src/traffic/producer-record.ts";
import { dueAt, lengthMsOf, type Schedule, schedulesOf } from "../../src/traffic/schedule.ts";
import type { Ticks } from "../../src/traffic/ticks.ts";

/** One frame in so many is each of these; a prime, so that they fall on every producer and second alike. */
const EVERY = 997;
const FRAMES_PER_SECOND = 10_000;
const PRODUCERS = 4;
const LATENCY_MS = 2;

/** What becomes of a frame: the answer, if one came, and how often it comes out. */
interface Fate {
  answer?: Answer;
  isUnsent?: true;
  times: number;
  /** Comes out after the next one of its producer. */
  isLate?: true;
}

/** By a frame's number modulo `EVERY`; the others are confirmed and come out once. */
const FATES = new Map<number, Fate>([
  [100, { answer: "confirmed", times: 0 }],
  [200, { answer: "confirmed", times: 2 }],
  [300, { answer: "confirmed", times: 1, isLate: true }],
  [400, { times: 0 }],
  [500, { times: 1 }],
  [600, { answer: "refused", times: 0 }],
  [700, { isUnsent: true, times: 0 }],
]);
const DELIVERED: Fate = { answer: "confirmed", times: 1 };

type Counts = Record<
  "attempted" | "lost" | "duplicated" | "reordered" | "unknown" | "recovered" | "refused" | "unsent",
  number
>;

export interface Planted {
  history: FrameHistory;
  schedules: Schedule[];
  ticks: Ticks;
  /** What the judge has to find. */
  counts: Counts;
}

/** A history of so many frames in which some were lost, duplicated, reordered, and so on: how many is counted meanwhile. */
export function planted(frames: number): Planted {
  const load = {
    ...{ framesPerSecond: FRAMES_PER_SECOND, producers: PRODUCERS },
    ...{ warmupSeconds: 0, durationSeconds: frames / FRAMES_PER_SECOND },
  };
  const schedules = schedulesOf(load, 0);
  const history = FrameHistory.allocate(
    new Map(schedules.map((schedule, index) => [index + 1, schedule.frames])),
    lengthMsOf(load),
  );
  const counts: Counts = {
    ...{ attempted: 0, lost: 0, duplicated: 0, reordered: 0 },
    ...{ unknown: 0, recovered: 0, refused: 0, unsent: 0 },
  };
  const ticks = history.begin(0);
  for (const [index, record] of history.producers.entries())
    plant(record, schedules[index] as Schedule, ticks, counts);
  return { history, schedules, ticks, counts };
}

function plant(record: ProducerRecord, schedule: Schedule, ticks: Ticks, counts: Counts): void {
  const intervalMs = 1e3 / schedule.framesPerSecond;
  for (let sequence = 0; sequence < schedule.frames; sequence += 1) {
    const fate = FATES.get(sequence % EVERY) ?? DELIVERED;
    const { answer, isUnsent, times, isLate } = fate;
    record.due();
    if (!isUnsent) record.sending(sequence);
    if (answer) record.answered(sequence, answer);
    const afterMs = LATENCY_MS + (isLate ? 1.5 * intervalMs : 0);
    const place = ticks.placeOf(dueAt(schedule, sequence) + afterMs);
    for (let time = 0; time < times; time += 1) record.receivedAt(sequence, place);
    if (fate !== DELIVERED) count(counts, fate, sequence + 1 < schedule.frames);
  }
  counts.attempted += schedule.frames;
}

function count(counts: Counts, { answer, isUnsent, times, isLate }: Fate, hasNext: boolean): void {
  if (answer === "confirmed" && times === 0) counts.lost += 1;
  if (times > 1) counts.duplicated += 1;
  if (isLate && hasNext) counts.reordered += 1;
  if (answer === "refused") counts.refused += 1;
  if (isUnsent) counts.unsent += 1;
  if (answer || isUnsent) return;
  counts.unknown += 1;
  counts.recovered += times;
}

/** The classes of which the judge found another number than was planted, in words. */
export function misjudged(found: Delivery, counts: Counts): string[] {
  return Object.entries(counts).flatMap(([name, number]) => {
    const judged = found[name as keyof Counts];
    return judged === number ? [] : [`${judged} ${name}, and ${number} were planted`];
  });
}
