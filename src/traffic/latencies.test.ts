import { expect, test } from "vitest";
import { Latencies, Meter } from "./latencies.ts";

test("a latency is kept in nanoseconds, and one below the clock's resolution as 1 ns", () => {
  const latencies = new Latencies();
  for (const ms of [0, 1e-9, 1.5]) latencies.record(ms);

  expect(latencies.histogram.count).toBe(3);
  expect(latencies.histogram.min).toBe(1);
  expect(latencies.histogram.max / 1e6).toBeCloseTo(1.5, 2);
  expect(latencies.early).toEqual({ count: 0, mostMs: 0 });
});

test("one below zero is none: it is counted with its amount, and never becomes a short one", () => {
  const latencies = new Latencies();
  for (const ms of [-4.1, 2, -0.001]) latencies.record(ms);

  expect(latencies.histogram.count).toBe(1);
  expect(latencies.early).toEqual({ count: 2, mostMs: 4.1 });
});

test("what is not measured is of its second alone", () => {
  const meter = new Meter();
  meter.record(1, { isMeasured: false });
  meter.record(2, { isMeasured: true });

  expect(meter.total.histogram.count).toBe(1);
  expect(meter.takeSecond().count).toBe(2);
  expect(meter.takeSecond().count).toBe(0);
});
