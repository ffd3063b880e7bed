import { createHistogram } from "node:perf_hooks";
import { expect, test } from "vitest";
import type { Delivery } from "../../judges/delivery.ts";
import type { LatencyFigures } from "../../judges/latency.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import { MeasuredLoad } from "./measured-load.ts";

const LATENCY: LatencyFigures = {
  count: 1e4,
  meanMs: 1,
  p50Ms: 1,
  p90Ms: 2,
  p99Ms: 9.876,
  p999Ms: 12,
  maxMs: 20,
};
const ALL = { attempted: 1_000, confirmed: 1_000, received: 1_000 };
const CLOSE = { leastMs: -0.05, mostMs: 0.05 };
const SECOND = { seconds: 1, confirmed: 1_005, received: 1_005 };
const NONE = {
  refused: 0,
  unknown: 0,
  unsent: 0,
  lost: 0,
  duplicated: 0,
  corrupted: 0,
  unexpected: 0,
  leftover: 0,
};

function runOf({
  delivery = {},
  ...run
}: Partial<Omit<LoadRun, "delivery">> & { delivery?: Partial<Delivery> } = {}) {
  return {
    delivery: { ...ALL, ...NONE, ...delivery } as Delivery,
    achievedRate: 1_004,
    window: Array.from({ length: 16 }, () => SECOND),
    interruption: { confirmed: 0.2, received: 0.34 },
    out: LATENCY.count,
    early: { count: 0, mostMs: 0 },
    clock: {
      source: "CLOCK_MONOTONIC",
      withinMs: 0.1,
      differMs: 0,
      producers: [CLOSE],
      consumers: [CLOSE],
      ranMs: 18_000,
      hostRanMs: 18_000,
    },
    bytes: { mean: 1_024, least: 1_024 },
    shares: [1],
    measuredSeconds: 16.04,
    received: LATENCY,
    generator: { due: 16_080, sent: 16_080, late: 0 },
    drain: { isComplete: true, ended: "everything confirmed came out" },
    isInterrupted: false,
    refusals: {},
    connectionLosses: {},
    timeline: [],
    histograms: { received: createHistogram(), confirmed: createHistogram(), lag: createHistogram() },
    ...run,
  } as LoadRun;
}

const INTENDED = { leastRate: 1_000, framesPerSecond: 1_005, seconds: 16 };
const measured = (run: Parameters<typeof runOf>[0] = {}) =>
  new MeasuredLoad(runOf(run), { ...INTENDED, source: { frameBytes: 1_024 } });

test("a load that went well tells rate, success, time and latency", () => {
  const load = measured();

  expect(load).toMatchObject({
    achievedRate: 1_004,
    successPercent: 100,
    sustainedSeconds: 16,
    interruptionSeconds: 0.34,
    leastKiB: 1,
    p99Ms: 9.876,
    astray: { lost: 0, duplicated: 0, corrupted: 0, unexpected: 0 },
  });
});

test("an overloaded generator says nothing of speed, and still of loss", () => {
  const load = measured({ generator: { due: 1_000, sent: 1_000, late: 500 } });

  expect(() => load.achievedRate).toThrow(Undetermined);
  expect(() => load.sustainedSeconds).toThrow(Undetermined);
  expect(() => load.p99Ms).toThrow(/generator overloaded/);
  expect(load.successPercent).toBe(100);
});

test("a drain that did not end says nothing of success, and still of speed", () => {
  const load = measured({ drain: { isComplete: false, ended: "it holds 3 frames" } });

  expect(() => load.successPercent).toThrow(new Undetermined("it holds 3 frames"));
  expect(load.achievedRate).toBe(1_004);
});

test("too few latencies have no 99th percentile", () => {
  expect(() => measured({ received: undefined }).p99Ms).toThrow(Undetermined);
});

test("a load without a frame has no success", () => {
  expect(() => measured({ delivery: { attempted: 0, confirmed: 0, received: 0 } }).successPercent).toThrow(
    new Undetermined("the load sent no frame"),
  );
});

test("what the broker said stands beside the frames that it did not take", () => {
  const load = measured({
    delivery: { refused: 2 },
    refusals: { "queue is full": 2 },
    connectionLosses: { reset: 1 },
  });

  expect(load.fates).toMatchObject({ refused: 2, "the broker said": "queue is full; reset" });
  expect(measured().fates).not.toHaveProperty("the broker said");
});

test("speeds are rounded for reading", () => {
  expect(measured().speeds).toMatchObject({ "measured s": 16, "max ms": 20 });
  expect(measured({ received: undefined }).speeds).toMatchObject({ "p50 ms": "none received" });
});

test("seconds that were paused through are not sustained, however high the rate comes out", () => {
  const window = Array.from({ length: 16 }, (_, at) => (at < 6 ? { ...SECOND, confirmed: 0 } : SECOND));
  const load = measured({ window, achievedRate: 1_005 });

  expect(load.achievedRate).toBe(1_005);
  expect(load.sustainedSeconds).toBe(10);
  expect(load.seconds).toEqual({ "measured s": 16, "slow seconds": 6, "the first of them": 1 });
  expect(measured().seconds).toEqual({ "measured s": 16, "slow seconds": 0 });
});

test("the longest interruption is told beside what each side waited for", () => {
  expect(measured().interruptions).toEqual({
    "without a confirmed frame s": 0.2,
    "without a received frame s": 0.34,
  });
});

test("what came out altered or twice counts, also where the drain did not end", () => {
  const drain = { isComplete: false, ended: "it holds 3 frames" };

  expect(measured({ drain, delivery: { corrupted: 3_586 } }).astray).toEqual({
    lost: "unknown",
    duplicated: 0,
    corrupted: 3_586,
    unexpected: 0,
  });
  expect(() => measured({ drain, delivery: { lost: 3 } }).astray).toThrow(
    new Undetermined("it holds 3 frames"),
  );
  expect(measured({ delivery: { lost: 3 } }).astray).toMatchObject({ lost: 3 });
});

test("clocks that differ leave the rate, and no latency", () => {
  const behind = { ...runOf().clock, consumers: [{ leastMs: -5.05, mostMs: -4.95 }] };
  const load = measured({ clock: behind });

  expect(() => load.p99Ms).toThrow(/the clocks of producer and consumer differ by 5\.0 ms/);
  expect(load.achievedRate).toBe(1_004);
});

test("frames received before they were sent leave no latency", () => {
  expect(() => measured({ early: { count: 1, mostMs: 0.2 }, out: LATENCY.count + 1 }).p99Ms).toThrow(
    /received before they were sent/,
  );
});

test.for([
  { mean: 512, least: 512 },
  { mean: 1_024, least: 20 },
])("smaller frames than were to be sent say nothing of the speed of those: %o", (bytes) => {
  const load = measured({ bytes });

  expect(() => load.achievedRate).toThrow(/1024 were to be sent: it is not the load that was asked for$/);
  expect(() => load.sustainedSeconds).toThrow(Undetermined);
  expect(() => load.p99Ms).toThrow(Undetermined);
  expect(load.successPercent).toBe(100);
});

test("pictures have the size that came out, and none where nothing did", () => {
  const pictures = (least: number) =>
    new MeasuredLoad(runOf({ bytes: { mean: 83_000, least } }), { ...INTENDED, source: { folder: "." } });

  expect(pictures(81_920).leastKiB).toBe(80);
  expect(pictures(81_920).achievedRate).toBe(1_004);
  expect(() => pictures(0).leastKiB).toThrow(Undetermined);
});

test("a producer that sent less than its share is named beside the fates", () => {
  expect(measured({ shares: [1, 0] }).fates).toMatchObject({ producers: "2 of 2 sent 0 % of its frames" });
  expect(measured().fates).not.toHaveProperty("producers");
});

test("a load that was shorter, or had fewer frames, than was asked for is another one", () => {
  const short = measured({ measuredSeconds: 8 });

  expect(() => short.achievedRate).toThrow(
    new Undetermined("the load was measured for 8.0 s, and 16.0 s were asked for"),
  );
  expect(() => short.p99Ms).toThrow(Undetermined);
  expect(short.successPercent).toBe(100);
  expect(() => measured({ generator: { due: 8_040, sent: 8_040, late: 0 } }).p99Ms).toThrow(
    new Undetermined("8040 frames were due in the measured time, and 16080 were asked for"),
  );
  expect(measured({ generator: { due: 8_040, sent: 8_040, late: 0 } }).achievedRate).toBe(1_004);
});

test("frames that were refused, or never sent, are unconfirmed", () => {
  expect(measured().unconfirmed).toBe(0);
  expect(measured({ delivery: { confirmed: 990, refused: 4, unsent: 6 } }).unconfirmed).toBe(10);
});

test("frames that went astray are told with where to look, and the order beside them", () => {
  const lostWhere = { prefix: 0, middle: 0, suffix: 3 };
  const torn = measured({ delivery: { corrupted: 3_586, reordered: 2 } });

  expect(torn.ways).toEqual({
    attempted: 1_000,
    confirmed: 1_000,
    received: 1_000,
    reordered: 2,
    seen: expect.stringMatching(/^3586 corrupted: their bytes changed on the way/),
  });
  expect(measured({ delivery: { lost: 3, lostWhere } }).ways.seen).toMatch(/^3 lost/);
  const drain = { isComplete: false, ended: "it holds 3 frames" };
  expect(measured({ drain, delivery: { lost: 3, lostWhere } }).ways).not.toHaveProperty("seen");
  expect(measured().ways).not.toHaveProperty("seen");
});
