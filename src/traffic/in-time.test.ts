import { expect, test } from "vitest";
import { InTime, windowOf } from "./in-time.ts";
import { dueAt, type Schedule, schedulesOf } from "./schedule.ts";

const LOAD = { framesPerSecond: 100, producers: 1, warmupSeconds: 0, durationSeconds: 3 };
const [SCHEDULE] = schedulesOf(LOAD, 12_345.678) as [Schedule];

/** What frames come to that are each late by so much. */
function counted(delayMs: (sequence: number) => number, schedule = SCHEDULE): readonly number[] {
  const inTime = new InTime();
  for (let sequence = 0; sequence < schedule.frames; sequence += 1) {
    inTime.record(delayMs(sequence), dueAt(schedule, sequence), schedule);
  }
  return inTime.bySecond;
}

test("frames count for the second in which they were due, whenever they came within one", () => {
  expect(counted(() => 1_000)).toEqual([100, 100, 100]);
});

test("a frame that came later than a second after it was due counts for none", () => {
  const lateInTheSecond = (sequence: number) => (sequence >= 100 && sequence < 150 ? 1_000.1 : 1);

  expect(counted(lateInTheSecond)).toEqual([100, 50, 100]);
});

test("the window is the sum of its producers and consumers, second by second", () => {
  const two = {
    confirmed: [
      [60, 60, 60],
      [40, 40],
    ],
    received: [[100, 99, 98], []],
  };

  expect(windowOf(SCHEDULE, two)).toEqual([
    { seconds: 1, confirmed: 100, received: 100 },
    { seconds: 1, confirmed: 100, received: 99 },
    { seconds: 1, confirmed: 60, received: 98 },
  ]);
});

test("a second in which nothing was in time is one of the window all the same", () => {
  expect(windowOf(SCHEDULE, { confirmed: [], received: [] })).toHaveLength(3);
});

test.for([
  [0.5, [0.5]],
  [2.4, [1, 1, 0.4]],
  [609, Array.from({ length: 609 }, () => 1)],
])("a window of %d s is cut into seconds, and what is left", ([durationSeconds, lengths]) => {
  const [schedule] = schedulesOf(
    { ...LOAD, durationSeconds: durationSeconds as number },
    987_654_321.123,
  ) as [Schedule];
  const window = windowOf(schedule, { confirmed: [], received: [] });

  expect(window.map(({ seconds }) => Number(seconds.toFixed(3)))).toEqual(lengths);
});
