import { expect, test } from "vitest";
import { DelaySlices, leastOf } from "./delay-slices.ts";

/** A window of ten seconds: a slice of it is 100 ms long. */
const SCHEDULE = {
  startMs: 0,
  framesPerSecond: 100,
  frames: 1_100,
  measuredFromMs: 1_000,
  measuredToMs: 11_000,
};
const NONE = Number.POSITIVE_INFINITY;

test("of each slice the least delay is kept, and of one without frames none", () => {
  const slices = new DelaySlices();
  for (const [delayMs, dueMs] of [
    [7, 1_000],
    [5, 1_099],
    [9, 1_050],
    [3, 1_100],
  ] as const) {
    slices.record(delayMs, dueMs, SCHEDULE);
  }

  expect(slices.leastMs.slice(0, 3)).toEqual([5, 3, NONE]);
  expect(slices.leastMs).toHaveLength(100);
});

test("a frame due at the very end belongs to the last slice", () => {
  const slices = new DelaySlices();
  slices.record(4, 10_999.999, SCHEDULE);
  slices.record(2, 11_000, SCHEDULE);

  expect(slices.leastMs[99]).toBe(2);
  expect(slices.leastMs).toHaveLength(100);
});

test("of several consumers the one that was handed a slice's frames first counts", () => {
  const [one, other] = [new DelaySlices(), new DelaySlices()];
  one.record(8, 1_000, SCHEDULE);
  other.record(6, 1_000, SCHEDULE);
  other.record(1, 1_100, SCHEDULE);

  expect(leastOf([one.leastMs, other.leastMs]).slice(0, 3)).toEqual([6, 1, NONE]);
  expect(leastOf([])).toEqual(Array.from({ length: 100 }, () => NONE));
});
