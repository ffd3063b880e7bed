import { createHistogram } from "node:perf_hooks";
import { expect, test } from "vitest";
import { LatencyBuckets } from "./latency-buckets.ts";

test("each latency counts under every bound from its own up", () => {
  const latencies = createHistogram();
  for (const ms of [0.2, 1, 4.5, 9.9, 9.9, 10.2, 70]) latencies.record(ms * 1e6);

  const buckets = new LatencyBuckets();
  buckets.add(latencies);

  const counts = Object.fromEntries(buckets.counts);
  expect(counts).toMatchObject({
    "0.0005": 1,
    "0.005": 3,
    "0.008": 3,
    "0.01": 5,
    "0.012": 6,
    "0.05": 6,
    "0.1": 7,
    "+Inf": 7,
  });
  expect(buckets.count).toBe(7);
  expect(buckets.sumSeconds).toBeCloseTo(0.1057, 3);
});

test("counts of every rank are exact in a thousand latencies", () => {
  const latencies = createHistogram();
  for (let ms = 1; ms <= 1_000; ms += 1) latencies.record((ms - 0.5) * 1e5);

  const buckets = new LatencyBuckets();
  buckets.add(latencies);
  buckets.add(createHistogram());

  const counts = Object.fromEntries(buckets.counts);
  // 0.1 ms apart, and none on a bound: the histogram keeps three digits.
  expect(counts).toMatchObject({ "0.002": 20, "0.02": 200, "0.2": 1_000 });
});

test("they add up over the seconds of a run", () => {
  const second = createHistogram();
  second.record(2e6);

  const buckets = new LatencyBuckets();
  buckets.add(second);
  buckets.add(second);

  expect(buckets.counts.at(-1)).toEqual(["+Inf", 2]);
  expect(buckets.sumSeconds).toBeCloseTo(0.004, 4);
});
