import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  agreementOf,
  CLOCK_TOLERANCE_MS,
  type ClockBounds,
  clocksUnknown,
  nearerThanKnown,
  type RunClocks,
} from "./clocks.ts";

/** Bounds from an exchange that took that long each way. */
function read(offsetMs: number, wayMs = 0.05): ClockBounds {
  return { leastMs: offsetMs - wayMs, mostMs: offsetMs + wayMs };
}

function clocks(parts: Partial<RunClocks> = {}): RunClocks {
  return { producers: [read(0)], consumers: [read(0)], ranMs: 20_000, hostRanMs: 20_000, ...parts };
}

const unknown = (parts: Partial<RunClocks>) => clocksUnknown(clocks(parts), CLOCK_TOLERANCE_MS.latency);

test("clocks that are the same agree within the time that the exchanges took", () => {
  expect(agreementOf(clocks())).toEqual({ differMs: 0, withinMs: 0.1, movedMs: 0 });
  expect(unknown({})).toBeUndefined();
});

describe("clocks that differ are named with the amount", () => {
  test.for([
    ["a consumer behind", { consumers: [read(-5)] }, /differ by 5\.0 ms: the consumer's is behind$/],
    ["a consumer ahead", { consumers: [read(5)] }, /differ by 5\.0 ms: the consumer's is ahead$/],
    ["a producer behind", { producers: [read(-5)] }, /differ by 5\.0 ms: the consumer's is ahead$/],
    ["a producer ahead", { producers: [read(5)] }, /differ by 5\.0 ms: the consumer's is behind$/],
    ["one of four producers", { producers: [0, 0, 3, 0].map((each) => read(each)) }, /differ by 3\.0 ms/],
    ["one of three consumers", { consumers: [0, -2, 1].map((each) => read(each)) }, /differ by 2\.0 ms/],
    ["both, by as much, in opposite ways", { producers: [read(2)], consumers: [read(-2)] }, /by 4\.0 ms/],
  ] as const)("%s", ([, parts, reason]) => {
    expect(unknown(parts)).toMatch(reason);
  });

  test("both by as much and the same way is none", () => {
    expect(unknown({ producers: [read(7)], consumers: [read(7)] })).toBeUndefined();
  });
});

test("a difference below the tolerance decides nothing", () => {
  expect(unknown({ consumers: [read(0.3)] })).toBeUndefined();
  expect(agreementOf(clocks({ consumers: [read(0.3)] })).differMs).toBeCloseTo(0.3, 9);
});

test("a rate bears more than a latency", () => {
  const apart = clocks({ consumers: [read(-5)] });

  expect(clocksUnknown(apart, CLOCK_TOLERANCE_MS.rate)).toBeUndefined();
  expect(clocksUnknown(clocks({ consumers: [read(-300)] }), CLOCK_TOLERANCE_MS.rate)).toMatch(/300\.0 ms/);
});

test("clocks that nobody could compare closely enough are not taken to agree", () => {
  expect(unknown({ consumers: [read(0, 0.8)] })).toBe(
    "the clocks of producer and consumer were not seen to agree within 0.5 ms: they may be 0.9 ms apart",
  );
  expect(unknown({ consumers: [{ leastMs: -Infinity, mostMs: Infinity }] })).toMatch(/may be Infinity ms/);
});

test("a clock that moves while the load runs is none to measure by", () => {
  expect(unknown({ consumers: [{ leastMs: 3, mostMs: 0.1 }] })).toBe(
    "the clock of a producer or consumer moved by 2.9 ms while the load ran",
  );
});

test.for([
  [25_000, /^the clock of the load went 25\.0 s while the host's went 20\.0 s$/],
  [10_000, /went 10\.0 s while the host's went 20\.0 s$/],
  [20_101, /went 20\.1 s/],
] as const)("a clock of the run that goes %d ms in 20 s measures no duration", ([ranMs, reason]) => {
  expect(unknown({ ranMs })).toMatch(reason);
  expect(clocksUnknown(clocks({ ranMs }), CLOCK_TOLERANCE_MS.rate)).toMatch(reason);
});

test("two clocks of a host may go apart by the time that reading them takes", () => {
  expect(unknown({ ranMs: 20_099 })).toBeUndefined();
});

test("whatever the offsets and the ways were, what is said of them is true", () => {
  const thread = fc.record({
    offsetMs: fc.double({ min: -20, max: 20, noNaN: true }),
    thereMs: fc.double({ min: 0, max: 2, noNaN: true }),
    backMs: fc.double({ min: 0, max: 2, noNaN: true }),
  });
  const threads = fc.array(thread, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(threads, threads, (producers, consumers) => {
      const bounds = (each: (typeof producers)[number]) => ({
        leastMs: each.offsetMs - each.backMs,
        mostMs: each.offsetMs + each.thereMs,
      });
      const { differMs, withinMs, movedMs } = agreementOf(
        clocks({ producers: producers.map(bounds), consumers: consumers.map(bounds) }),
      );
      const distances = producers.flatMap((producer) =>
        consumers.map((consumer) => Math.abs(consumer.offsetMs - producer.offsetMs)),
      );
      const farthest = Math.max(...distances);
      expect(movedMs).toBe(0);
      expect(farthest).toBeLessThanOrEqual(withinMs + 1e-9);
      if (differMs !== 0) expect(farthest).toBeGreaterThan(0);
      // Half of what the slowest exchanges with two threads took.
      expect(Math.abs(differMs)).toBeLessThanOrEqual(farthest + 4 + 1e-9);
      if (farthest > 8) expect(differMs).not.toBe(0);
    }),
    { numRuns: 500 },
  );
});

test("between hosts a time that is nearer to its limit than their clocks are known means nothing", () => {
  const hosts = clocks({ acrossHosts: "worker 2 on host-3" });

  expect(nearerThanKnown(hosts, 0.11)).toBeUndefined();
  expect(nearerThanKnown(hosts, 0.09)).toMatch(/nearer to its limit .* within 0\.10 ms$/);
  expect(nearerThanKnown(clocks(), 0)).toBeUndefined();
});

test("clocks of hosts that are too far apart are named with the worker of whose clock least is known", () => {
  expect(unknown({ acrossHosts: "worker 2 on host-3", consumers: [read(0, 0.6)] })).toMatch(
    /may be 0\.\d ms apart; least is known of worker 2 on host-3$/,
  );
});
