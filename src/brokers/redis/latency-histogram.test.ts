import { expect, test } from "vitest";
import { halfSince, latencyHistogram, slowestMicroseconds } from "./latency-histogram.ts";

const told = (...endsAndCounts: number[]) =>
  latencyHistogram(["xadd", ["calls", endsAndCounts.at(-1) ?? 0, "histogram_usec", endsAndCounts]]);

test("the slowest call ends within the last bucket", () => {
  expect(slowestMicroseconds(told(16, 5, 33, 8, 4227, 9))).toBe(4227);
});

test("a command that was never called has no slowest call", () => {
  expect(slowestMicroseconds(latencyHistogram([]))).toBeNaN();
  expect(halfSince(latencyHistogram([]), latencyHistogram([]))).toBeUndefined();
});

test("half of what was called since says nothing of what was called before", () => {
  // A thousand slow calls before, and a hundred since: 70 of them within a microsecond.
  const before = told(4, 100, 8, 1_000);
  const now = told(1, 70, 2, 80, 4, 190, 8, 1_100);

  expect(halfSince(before, now)).toEqual({ least: 0.5, most: 1 });
  expect(halfSince(latencyHistogram([]), before)).toEqual({ least: 4, most: 8 });
  expect(halfSince(now, now)).toBeUndefined();
});
