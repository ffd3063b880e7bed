import fc from "fast-check";
import { expect, test } from "vitest";
import { keptRate } from "../judges/kept-rate.ts";
import { type LoadSecond, secondsOf } from "./load-seconds.ts";
import { ProducerRecord } from "./producer-record.ts";
import { dueAt, type Schedule, schedulesOf } from "./schedule.ts";
import { Ticks } from "./ticks.ts";

const START_MS = 12_345_678.9;
const COUNTED = { seconds: 1, confirmed: 0, received: 0 };

interface Circumstances {
  framesPerSecond?: number;
  producers?: number;
  warmupSeconds?: number;
  durationSeconds?: number;
  startMs?: number;
  /** Since the start; none where it did not come out. */
  latencyAt: (dueMs: number) => number | undefined;
  hasClock?: boolean;
}

/** The seconds of a load whose frames are confirmed, and come out so much after they were due. */
function secondsWhere({
  latencyAt,
  startMs = START_MS,
  hasClock = true,
  ...of
}: Circumstances): LoadSecond[] {
  const load = { framesPerSecond: 100, producers: 1, warmupSeconds: 0, durationSeconds: 3, ...of };
  const schedules = schedulesOf(load, startMs);
  const ticks = new Ticks(startMs, Ticks.lengthFor(load.durationSeconds * 1e3));
  const producers = schedules.map((schedule, producer) => {
    const record = ProducerRecord.allocate(producer, schedule.frames);
    for (let sequence = 0; sequence < schedule.frames; sequence += 1) {
      record.sending(record.due());
      record.answered(sequence, "confirmed");
      const dueMs = dueAt(schedule, sequence);
      const latencyMs = latencyAt(dueMs - startMs);
      if (latencyMs !== undefined) record.receivedAt(sequence, ticks.placeOf(dueMs + latencyMs));
    }
    return record;
  });
  const window = Array.from({ length: Math.ceil(load.durationSeconds) }, () => COUNTED);
  return secondsOf(window, { schedules, producers, ticks: hasClock ? ticks : undefined });
}

test("a latency belongs to the second in which its frame was due, whenever it came", () => {
  const seconds = secondsWhere({ warmupSeconds: 1, latencyAt: (dueMs) => (dueMs < 1_999 ? 7_000 : 2) });

  expect(seconds.map(({ due, intact }) => ({ due, intact }))).toEqual([
    { due: 100, intact: 100 },
    { due: 100, intact: 100 },
    { due: 100, intact: 100 },
  ]);
  const latencies = seconds.map(({ latenciesMs }) => [...new Set([...latenciesMs].map(Math.round))]);
  expect(latencies).toEqual([[7_000], [2], [2]]);
  expect(seconds[0]?.fromMs).toBeCloseTo(START_MS + 1_000, 6);
  expect(seconds[2]?.toMs).toBeCloseTo(START_MS + 4_000, 6);
});

test("latencies of several producers stand in the order in which the frames were due", () => {
  const [second] = secondsWhere({ producers: 3, durationSeconds: 1, latencyAt: (dueMs) => dueMs });

  expect([...(second?.latenciesMs ?? [])].map(Math.round)).toEqual(
    Array.from({ length: 100 }, (_, k) => k * 10),
  );
});

test("a frame that did not come out was due, and has no latency", () => {
  const [, second] = secondsWhere({
    latencyAt: (dueMs) => (Math.round(dueMs) % 50 === 0 ? undefined : 1),
  });

  expect(second).toMatchObject({ due: 100, intact: 80 });
  expect(second?.latenciesMs).toHaveLength(80);
});

test("a frame that came before it was due has no latency, as in the histogram", () => {
  const [second] = secondsWhere({ latencyAt: (dueMs) => (dueMs < 5 ? -0.5 : 1) });

  expect(second).toMatchObject({ due: 100, intact: 100 });
  expect(second?.latenciesMs).toHaveLength(99);
});

test("a frame that came without a clock to see it has no latency", () => {
  const [second] = secondsWhere({ latencyAt: () => 1, hasClock: false });

  expect(second).toMatchObject({ due: 100, intact: 100 });
  expect(second?.latenciesMs).toHaveLength(0);
});

test("the last second of a window may be shorter", () => {
  const seconds = secondsWhere({ durationSeconds: 1.5, latencyAt: () => 1 });

  expect(seconds.map(({ due }) => due)).toEqual([100, 50]);
  expect((seconds[1]?.toMs ?? 0) - (seconds[1]?.fromMs ?? 0)).toBeCloseTo(500, 6);
});

test("each second has its frames, and no one else's by the rounding of times", () => {
  const starts = fc.double({ min: 1e3, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), starts, (framesPerSecond, startMs) => {
      const seconds = secondsWhere({ framesPerSecond, startMs, latencyAt: () => 1 });

      expect(seconds.map(({ due, latenciesMs }) => [due, latenciesMs.length])).toEqual(
        Array(3).fill([framesPerSecond, framesPerSecond]),
      );
    }),
  );
});

test("no frame of a window is left out, whatever its rate and length", () => {
  const loads = fc.record({
    framesPerSecond: fc.constantFrom(0.7, 3, 7.3, 110, 333),
    producers: fc.integer({ min: 1, max: 4 }),
    warmupSeconds: fc.constantFrom(0, 1, 2.5),
    durationSeconds: fc.constantFrom(1, 2, 3.3),
  });
  fc.assert(
    fc.property(loads, (load) => {
      const [{ measuredFromMs, measuredToMs }] = schedulesOf(load, START_MS) as [Schedule];
      const due = schedulesOf(load, START_MS).flatMap((schedule) =>
        Array.from({ length: schedule.frames }, (_, sequence) => dueAt(schedule, sequence)),
      );
      const seconds = secondsWhere({ ...load, latencyAt: () => 1 });

      expect(seconds.reduce((sum, each) => sum + each.latenciesMs.length, 0)).toBe(
        due.filter((ms) => ms >= measuredFromMs && ms < measuredToMs).length,
      );
    }),
  );
});

const rateOf = (part: readonly LoadSecond[]) =>
  keptRate({
    asked: 100,
    due: part.reduce((sum, { due }) => sum + due, 0),
    intact: part.reduce((sum, { intact }) => sum + intact, 0),
    leastDelaysMs: part.flatMap(({ leastDelaysMs }) => leastDelaysMs),
  });

test("a rate of a part of the window is told from its seconds", () => {
  // Half the rate from the third second on: each frame is as much later than the one before as it came after it.
  const seconds = secondsWhere({
    durationSeconds: 10,
    latencyAt: (dueMs) => 1 + Math.max(0, dueMs - 2_000),
  });

  expect(rateOf(seconds.slice(0, 2))).toBeCloseTo(100, 6);
  expect(rateOf(seconds.slice(2)) / 50).toBeCloseTo(1, 1);
});
