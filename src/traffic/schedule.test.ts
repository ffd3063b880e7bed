import { expect, test } from "vitest";
import { dueAt, framesDueUntil, isMeasured, type Schedule, schedulesOf } from "./schedule.ts";

const load = { framesPerSecond: 1_000, producers: 3, warmupSeconds: 1, durationSeconds: 2 };

test("the producers' frames together are due evenly spaced, none twice and none left out", () => {
  const due = schedulesOf(load, 5_000)
    .flatMap((schedule) =>
      Array.from({ length: schedule.frames }, (_, sequence) => dueAt(schedule, sequence)),
    )
    .toSorted((a, b) => a - b);

  expect(due).toHaveLength(3_000);
  expect(due.every((timeMs, index) => Math.abs(timeMs - (5_000 + index)) < 1e-6)).toBe(true);
});

test("what is due in the warm-up, or past the end, is not measured", () => {
  const [schedule] = schedulesOf(load, 5_000);
  const measured = [5_000, 5_999, 6_000, 7_999, 8_000].filter(
    (time) => schedule && isMeasured(schedule, time),
  );

  expect(measured).toEqual([6_000, 7_999]);
});

test("the frames that are due by a moment are those whose time has come", () => {
  const [, second] = schedulesOf(load, 5_000) as [Schedule, Schedule];
  const counted = [4_999, 5_000, 5_001, 5_003.9, 5_004, 60_000].map((ms) => framesDueUntil(second, ms));

  expect(counted).toEqual([0, 0, 1, 1, 2, 1_000]);
});
