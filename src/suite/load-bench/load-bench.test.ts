import { createHistogram } from "node:perf_hooks";
import { beforeEach, expect, test, vi } from "vitest";
import { redis } from "../../brokers/redis/redis.ts";
import type { Delivery } from "../../judges/delivery.ts";
import type { LatencyFigures } from "../../judges/latency.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { thresholdOf } from "../../plan/threshold-of.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { LoadOrder } from "../../traffic/load-order.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import { LoadBench, MeasuredLoad } from "./load-bench.ts";

const orders = vi.hoisted(() => ({ given: [] as unknown[] }));

// Threads and a broker, which the specs have: here it is what is asked for, and how often.
vi.mock("../../traffic/load-order.ts", () => ({
  carryOut: async (order: LoadOrder) => {
    orders.given.push(order);
    return runOf();
  },
}));

beforeEach(() => {
  orders.given = [];
});

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
    sustainedSeconds: 16,
    measuredSeconds: 16.04,
    received: LATENCY,
    generator: { due: 1_000, sent: 1_000, late: 0 },
    drain: { isComplete: true, ended: "everything confirmed came out" },
    isInterrupted: false,
    refusals: {},
    connectionLosses: {},
    timeline: [],
    histograms: { received: createHistogram(), confirmed: createHistogram(), lag: createHistogram() },
    ...run,
  } as LoadRun;
}

const measured = (run: Parameters<typeof runOf>[0] = {}) => new MeasuredLoad(runOf(run), 1_000);

test("a load that went well tells rate, success, time and latency", () => {
  const load = measured();

  expect(load).toMatchObject({
    achievedRate: 1_004,
    successPercent: 100,
    sustainedSeconds: 16,
    p99Ms: 9.876,
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

const service = { service: { environment: {} }, address: async () => ({ host: "127.0.0.1", port: 1 }) };
const loadable = { broker: redis, service: service as unknown as RunningService, framesAt: "own.frames" };

test("a load is run once for a broker, into the destination of its tests, which has to be free", async () => {
  const bench = new LoadBench("quick");

  const [first, second] = await Promise.all([bench.messages(loadable), bench.messages(loadable)]);

  expect(second).toBe(first);
  expect(orders.given).toEqual([
    expect.objectContaining({
      mustBeFree: true,
      target: expect.objectContaining({ destination: "own.frames" }),
      source: { frameBytes: 1_024 },
    }),
  ]);
});

test("the full profile offers messages for longer than the plan asks, and faster", async () => {
  await new LoadBench("full").messages(loadable);

  const [order] = orders.given as [LoadOrder];
  expect(order.durationSeconds).toBeGreaterThan(thresholdOf("sustainedTime", "atLeast"));
  expect(order.framesPerSecond).toBeGreaterThan(thresholdOf("sustainedRate", "atLeast"));
});
