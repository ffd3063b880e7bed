import { expect, test } from "vitest";
import { modelOf, needsOf } from "./needs.ts";
import type { Point } from "./point.ts";

const KIB = 1_024;
const point = (kib: number): Point => ({
  ...{ frameBytes: kib * KIB, workers: 1, framesPerSecond: 100, achievedRate: 100 },
  ...{ workerUs: 100 + 10 * kib, brokerUs: 50 + 5 * kib },
  ...{ inBytes: kib * KIB + 200, outBytes: kib * KIB + 400 },
});
const model = modelOf("Fake", [point(1), point(70)], new Map([[2 * KIB, 4_000]]));

test("what a load needs grows with its rate, and half of everything stays free", () => {
  const needs = needsOf(model, { frameBytes: 2 * KIB, framesPerSecond: 100_000 });

  // 120 µs of a worker and 60 µs of each of three nodes for each frame, at half of a processor.
  expect(needs).toMatchObject({ workers: 24, brokerProcessors: 36, shards: 50 });
  expect(needs.gbitIn).toBeCloseTo((100_000 * 2_248 * 8) / 1e9, 6);
  expect(needs.gbitOut).toBeCloseTo((100_000 * (2_448 + 2 * 2_248) * 8) / 1e9, 6);
});

test("for a size of which no ceiling is known nothing is said", () => {
  expect(() => needsOf(model, { frameBytes: KIB, framesPerSecond: 1 })).toThrow("no ceiling of Fake");
});
