import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { MeasuredLoad } from "./measured-load.ts";
import { HOW, INTENDED, LATENCY, measured, measuredIn, runOf, SECOND, windowOf } from "./testing.ts";

test("a load that went well tells rate, success, time and latency", () => {
  const load = measured();

  expect(load).toMatchObject({
    achievedRate: { value: 1_005, low: 1_005, high: 1_005, samples: 40_200 },
    successPercent: 100,
    sustained: { seconds: 16, busy: undefined },
    interruptions: [{ seconds: 0.34, busy: undefined }],
    leastKiB: 1,
    p99Ms: { value: expect.closeTo(4, 0), samples: 40_200 },
    isOpen: false,
    astray: { lost: 0, duplicated: 0, corrupted: 0, unexpected: 0 },
  });
});

test("a drain that did not end says nothing of success, and still of speed", () => {
  const load = measured({ drain: { isComplete: false, ended: "it holds 3 frames" } });

  expect(() => load.successPercent).toThrow(new Undetermined("it holds 3 frames"));
  expect(load.achievedRate.value).toBe(1_005);
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

  expect(load.achievedRate.value).toBe(1_005);
  expect(load.sustained).toMatchObject({ seconds: 10, busy: undefined });
  expect(load.seconds).toEqual({ "measured s": 16, "slow seconds": 6, "the first of them": 1 });
  expect(measured().seconds).toEqual({ "measured s": 16, "slow seconds": 0 });
});

test("another window makes up for no second that was paused through", () => {
  const window = Array.from({ length: 16 }, (_, at) => (at < 6 ? { ...SECOND, confirmed: 0 } : SECOND));

  expect(measuredIn([windowOf({ window }), windowOf()]).sustained.seconds).toBe(10);
  expect(measuredIn([windowOf(), windowOf()]).sustained.seconds).toBe(16);
});

test("the longest interruption is told beside what each side waited for", () => {
  expect(measured().waits).toEqual({
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
  expect(load.achievedRate.value).toBe(1_005);
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
  expect(() => load.sustained).toThrow(Undetermined);
  expect(() => load.p99Ms).toThrow(Undetermined);
  expect(load.successPercent).toBe(100);
});

test("pictures have the size that came out, and none where nothing did", () => {
  const pictures = (least: number) =>
    new MeasuredLoad(
      [windowOf({ bytes: { mean: 83_000, least } })],
      { ...INTENDED, source: { folder: "." } },
      HOW,
    );

  expect(pictures(81_920).leastKiB).toBe(80);
  expect(pictures(81_920).achievedRate.value).toBe(1_005);
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
  expect(measured({ generator: { due: 8_040, sent: 8_040, late: 0 } }).achievedRate.value).toBe(1_005);
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
