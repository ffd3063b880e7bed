import { expect, test } from "vitest";
import { lineThrough, onLine } from "./line.ts";

const KIB = 1_024;

test("a line goes through what lies on one", () => {
  const line = lineThrough([1, 16, 70].map((kib) => ({ frameBytes: kib * KIB, value: 0.2 + 0.01 * kib })));

  expect(line.perFrame).toBeCloseTo(0.2, 9);
  expect(line.perKib).toBeCloseTo(0.01, 9);
  expect(line.offPercent).toBeCloseTo(0, 6);
  expect(onLine(line, 100 * KIB)).toBeCloseTo(1.2, 6);
});

test("a tenth more counts as much for small frames as for large ones", () => {
  const small = lineThrough([
    { frameBytes: KIB, value: 0.11 },
    { frameBytes: KIB, value: 0.1 },
    { frameBytes: 100 * KIB, value: 10 },
  ]);
  const large = lineThrough([
    { frameBytes: KIB, value: 0.1 },
    { frameBytes: 100 * KIB, value: 11 },
    { frameBytes: 100 * KIB, value: 10 },
  ]);

  expect(small.offPercent).toBeCloseTo(large.offPercent, 0);
  expect(small.offPercent).toBeGreaterThan(4);
});
