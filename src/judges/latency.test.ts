import { createHistogram } from "node:perf_hooks";
import { expect, test } from "vitest";
import { latencyFigures } from "./latency.ts";

function histogramOf(milliseconds: number[]) {
  const histogram = createHistogram();
  for (const each of milliseconds) histogram.record(each * 1e6);
  return histogram;
}

test("percentiles are the values that so many latencies do not exceed, in milliseconds", () => {
  const figures = latencyFigures(histogramOf(Array.from({ length: 1_000 }, (_, index) => index + 1)));
  const about = (ms: number) => expect.closeTo(ms, -0.3);

  expect(figures).toMatchObject({ count: 1_000, p50Ms: about(500), p99Ms: about(990), p999Ms: about(999) });
});

test("one outage of an hour is neither clamped nor dropped", () => {
  const hour = 3_600_000;
  const figures = latencyFigures(histogramOf([...Array(199).fill(1), hour]));

  expect((figures?.maxMs ?? 0) / hour).toBeCloseTo(1, 2);
});

test("fewer than a hundred latencies have no percentiles to speak of", () => {
  expect(latencyFigures(histogramOf(Array(99).fill(1)))).toBeUndefined();
  expect(latencyFigures(histogramOf(Array(100).fill(1)))).toBeDefined();
});

test("the mean is in milliseconds too", () => {
  expect(latencyFigures(histogramOf(Array(100).fill(5)))?.meanMs).toBeCloseTo(5, 1);
});
