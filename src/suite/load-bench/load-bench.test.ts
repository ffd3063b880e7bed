import { beforeEach, expect, test, vi } from "vitest";
import { redis } from "../../brokers/redis/redis.ts";
import { thresholdOf } from "../../plan/threshold-of.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { LoadOrder } from "../../traffic/load-order.ts";
import { LoadBench } from "./load-bench.ts";

const orders = vi.hoisted(() => ({ given: [] as unknown[] }));

// Threads and a broker, which the specs have: here it is what is asked for, and how often.
vi.mock("../../traffic/load-order.ts", () => ({
  carryOut: async (order: LoadOrder) => {
    orders.given.push(order);
    const nothing = {
      drain: { isComplete: true },
      generator: {},
      latenciesBySecond: [],
      isInterrupted: true,
    };
    return { ...nothing, control: { unknown: "none" } };
  },
}));

beforeEach(() => {
  orders.given = [];
});

const service = {
  name: "redis",
  service: { environment: {} },
  address: async () => ({ host: "127.0.0.1", port: 1 }),
  state: async () => ({ running: true, pid: 1, startedAt: "then" }),
};
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
