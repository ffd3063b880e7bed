import { createHistogram } from "node:perf_hooks";
import { beforeEach, expect, test, vi } from "vitest";
import type { Delivery } from "../judges/delivery.ts";
import { Problem } from "../kernel/problem.ts";
import type { FrameHistory } from "./history.ts";
import type { LoadMetrics } from "./load-metrics.ts";
import { carryOut } from "./load-order.ts";
import type { LoadRun } from "./load-run.ts";
import type { TimelineLine } from "./timeline.ts";

const steps = vi.hoisted(() => ({ taken: [] as unknown[], isFree: true }));

// Threads and a broker: what they do is shown by the specs. Here it is what they are asked for, and when.
vi.mock("./load-run.ts", () => ({
  runLoad: async (options: unknown, hooks: { onSecond: (...of: unknown[]) => void }): Promise<LoadRun> => {
    steps.taken.push(options);
    hooks.onSecond({ second: 1 } as TimelineLine, {} as FrameHistory, createHistogram());
    return { delivery: { attempted: 10 } as Delivery } as LoadRun;
  },
}));
vi.mock("./preflight.ts", async (importOriginal) => ({
  ...(await importOriginal<object>()),
  preflight: async (_target: unknown, { adopt }: { adopt: boolean }) => {
    steps.taken.push(`looked, adopt ${adopt}`);
    if (!steps.isFree) throw new Problem({ subject: "it", expected: "free", seen: "3", remedy: "wait" });
  },
}));

beforeEach(() => {
  steps.taken = [];
  steps.isFree = true;
});

const target = { broker: "redis", host: "127.0.0.1", port: 1, destination: "frames" };
const order = { target, framesPerSecond: 10, durationSeconds: 1 };

/** Prometheus, which is told. */
const metrics = {
  begin: async () => void steps.taken.push("told the beginning"),
  second: () => void steps.taken.push("told a second"),
  end: async ({ attempted }: Delivery) => void steps.taken.push(`told the end of ${attempted}`),
} as unknown as LoadMetrics;

test("what an order does not say suits any broker", async () => {
  await carryOut(order);

  expect(steps.taken).toEqual([
    expect.objectContaining({ ...order, source: { frameBytes: 1_024 }, producers: 1, quietMs: 5_000 }),
  ]);
});

test("what an order says holds", async () => {
  await carryOut({ ...order, producers: 3, quietMs: 1, source: { folder: "pictures" } });

  expect(steps.taken).toEqual([
    expect.objectContaining({ producers: 3, quietMs: 1, source: { folder: "pictures" }, consumers: 1 }),
  ]);
});

test("a load is looked at, begun, told and ended in that order", async () => {
  await carryOut(
    { ...order, mustBeFree: true, adopt: true },
    {
      metrics,
      onBegin: () => steps.taken.push("begins"),
      onSecond: ({ second }) => steps.taken.push(`second ${second}`),
    },
  );

  expect(steps.taken).toEqual([
    "looked, adopt true",
    "begins",
    "told the beginning",
    expect.objectContaining(order),
    "second 1",
    "told a second",
    "told the end of 10",
  ]);
});

test("a destination that is not free gets no load, and nobody is told of one", async () => {
  steps.isFree = false;
  const onBegin = () => steps.taken.push("begins");

  await expect(carryOut({ ...order, mustBeFree: true }, { metrics, onBegin })).rejects.toThrow(Problem);
  expect(steps.taken).toEqual(["looked, adopt false"]);
});

test("a load whose record does not fit into memory is refused before anything is asked", async () => {
  await expect(carryOut({ ...order, durationSeconds: 1e12, mustBeFree: true })).rejects.toThrow(/the load/);
  expect(steps.taken).toEqual([]);
});
