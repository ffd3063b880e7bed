import { expect, test } from "vitest";
import { rateInterval, type SecondDelay } from "./rate-interval.ts";

const ASKED = { asked: 1020, share: 1, confidencePercent: 99 };

/** Sixteen seconds, each with its least delay in ms. */
function window(delayOf: (second: number) => number, seconds = 16): SecondDelay[] {
  return Array.from({ length: seconds }, (_, second) => ({
    atSeconds: second + 0.5,
    delayMs: delayOf(second),
  }));
}

test("a broker that hands every frame over equally late keeps the rate", () => {
  const { value, low, high } = rateInterval([window(() => 80)], ASKED);

  expect([value, low, high]).toEqual([1020, 1020, 1020]);
});

test("one that takes half of the frames has half the rate, for certain", () => {
  const { value, low, high } = rateInterval([window((second) => 3 + second * 1_000)], ASKED);

  expect(value).toBeCloseTo(510);
  expect(low).toBeCloseTo(510);
  expect(high).toBeCloseTo(510);
});

test("one per cent below the plan's rate is seen", () => {
  const jitter = [0, 2, 1, 3];
  const { high } = rateInterval([window((second) => second * 30 + (jitter[second % 4] ?? 0))], ASKED);

  expect(high).toBeLessThan(1000);
});

test("a stall that it catches up with widens the interval and leaves it above the plan's rate", () => {
  const { value, low } = rateInterval([window((second) => (second === 8 ? 150 : 2))], ASKED);

  expect(value).toBeGreaterThan(1000);
  expect(low).toBeGreaterThan(1000);
  expect(low).toBeLessThan(1020);
});

test("a stall at the very end leaves it open whether it falls behind; another window decides", () => {
  const atTheEnd = window((second) => (second === 15 ? 320 : 2));
  const alone = rateInterval([atTheEnd], ASKED);
  const followed = rateInterval([atTheEnd, window(() => 2), window(() => 2)], ASKED);

  expect(alone.low).toBeLessThan(1000);
  expect(alone.high).toBeGreaterThan(1000);
  expect(followed.low).toBeGreaterThan(1000);
});

test("windows that each begin anew do not hide that it falls behind in each", () => {
  const falling = window((second) => second * 100);

  expect(rateInterval([falling, falling], ASKED).high).toBeLessThan(950);
});

test("frames that never came are missing from the rate", () => {
  expect(rateInterval([window(() => 2)], { ...ASKED, share: 0.97 }).high).toBeLessThan(1000);
});

test("too few seconds say nothing", () => {
  const { low, high } = rateInterval([window(() => 2, 5)], ASKED);

  expect(low).toBe(0);
  expect(high).toBe(1020);
});
