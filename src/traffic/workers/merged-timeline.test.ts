import { expect, test } from "vitest";
import { FrameHistory } from "../history.ts";
import type { ProducerRecord } from "../producer-record.ts";
import { dueAt, type Schedule, schedulesOf } from "../schedule.ts";
import { mergedTimeline } from "./merged-timeline.ts";

const START_MS = 50_000;
const LINE = { sent: 50, confirmed: 50, refused: 0, p50Ms: 1, p99Ms: 1, backlog: 0 };

test("counts of workers add up, and a second's latencies are those of the frames that came in it", () => {
  const schedules = schedulesOf(
    { framesPerSecond: 100, producers: 2, warmupSeconds: 0, durationSeconds: 2 },
    START_MS,
  );
  const history = FrameHistory.allocate(new Map(schedules.map(({ frames }, k) => [k + 500, frames])));
  const ticks = history.begin(START_MS);
  for (const [index, record] of history.producers.entries()) {
    const schedule = schedules[index] as Schedule;
    for (let sequence = 0; sequence < schedule.frames; sequence += 1) {
      record.due();
      // The first second's frames take 4 ms, those of the second 8.
      const dueMs = dueAt(schedule, sequence);
      const latencyMs = dueMs < START_MS + 990 ? 4 : 8;
      (record as ProducerRecord).receivedAt(sequence, ticks.placeOf(dueMs + latencyMs));
    }
  }
  const lines = [
    { ...LINE, second: 1, received: 48, generatorLagMs: 2 },
    { ...LINE, second: 2, received: 50, generatorLagMs: null },
  ];

  const [first, second, ...more] = mergedTimeline([lines, lines], { history, schedules, ticks });
  expect(first).toMatchObject({
    second: 1,
    sent: 100,
    confirmed: 100,
    received: 96,
    backlog: 4,
    generatorLagMs: 2,
  });
  expect(second).toMatchObject({ second: 2, backlog: 4, generatorLagMs: null });
  expect([first?.p50Ms, second?.p50Ms].map((ms) => Math.round(ms ?? 0))).toEqual([4, 8]);
  expect(more).toEqual([]);
});

test("a worker that ended early counts as long as it told, and a second without a frame has no latency", () => {
  const history = FrameHistory.allocate(new Map([[600, 1]]));
  const schedules = schedulesOf(
    { framesPerSecond: 1, producers: 1, warmupSeconds: 0, durationSeconds: 1 },
    START_MS,
  );
  const line = { ...LINE, received: 0, generatorLagMs: null };
  const lines = [
    { ...line, second: 1 },
    { ...line, second: 2 },
  ];

  const timeline = mergedTimeline([lines, lines.slice(0, 1)], {
    history,
    schedules,
    ticks: history.begin(START_MS),
  });
  expect(timeline).toMatchObject([
    { sent: 100, p50Ms: null },
    { sent: 50, p99Ms: null, backlog: 150 },
  ]);
});
