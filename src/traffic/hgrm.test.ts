import { createHistogram } from "node:perf_hooks";
import { expect, test } from "vitest";
import { toHgrm } from "./hgrm.ts";

test("a histogram is told by percentiles that halve the distance to 100, in milliseconds", () => {
  const histogram = createHistogram();
  for (let ms = 1; ms <= 1_000; ms += 1) histogram.record(ms * 1e6);
  const lines = toHgrm(histogram).split("\n");
  const rows = lines.filter((line) => /^ +\d/.test(line)).map((line) => line.trim().split(/ +/).map(Number));

  expect(lines[0]).toMatch(/^ *Value +Percentile +TotalCount +1\/\(1-Percentile\)$/);
  expect(rows.find(([, share]) => share === 0.5)).toEqual([expect.closeTo(500, -0.3), 0.5, 500, 2]);
  expect(rows.at(-1)).toEqual([expect.closeTo(1_000, -0.3), 1, 1_000]);
  expect(rows.map(([value]) => value)).toEqual(
    rows.map(([value]) => value).toSorted((a = 0, b = 0) => a - b),
  );
  expect(lines.at(-2)).toMatch(/Total count {4}= +1000\]$/);
});

test("a histogram without values says so", () => {
  expect(toHgrm(createHistogram())).toMatch(/0\.000 1\.000000000000 +0\n.*\n.*Total count {4}= +0\]\n$/);
});
