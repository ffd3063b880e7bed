import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { WorkerOptions } from "node:worker_threads";
import { expect, onTestFinished, test, vi } from "vitest";
import { FakeBroker, type Misdeeds } from "../brokers/fake/fake-broker.ts";
import { serveFake } from "../brokers/fake/fake-service.ts";
import { withFake } from "../brokers/fake/with-fake.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { Problem } from "../kernel/problem.ts";
import type { LoadHooks, LoadOptions } from "./load-run.ts";
import { runLoad } from "./load-run.ts";

// The fake is no broker of the product: it is put onto the list here, and in the threads of the load.
vi.mock("../brokers/all.ts", async (importOriginal) => withFake(await importOriginal()));
vi.mock("node:worker_threads", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:worker_threads")>();
  const execArgv = ["--import", new URL("../brokers/fake/list-fake.ts", import.meta.url).href];
  class Worker extends original.Worker {
    constructor(file: string | URL, options: WorkerOptions) {
      super(file, { ...options, execArgv });
    }
  }
  return { ...original, Worker };
});

/** A fake broker at a port of this host. */
async function served(misdeeds: Misdeeds = {}) {
  const broker = new FakeBroker(monotonicClock, misdeeds);
  const server = serveFake(broker).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { broker, target: { broker: "fake", host: "127.0.0.1", port, destination: "frames" } };
}

type Target = LoadOptions["target"];

const loaded = (target: Target, order: Partial<LoadOptions> = {}, hooks: LoadHooks = {}) =>
  runLoad(
    {
      target,
      source: { frameBytes: 64 },
      limits: { frames: 1_000, bytes: 2 ** 20 },
      patienceMs: 10_000,
      quietMs: 10_000,
      producers: 1,
      consumers: 1,
      warmupSeconds: 0,
      framesPerSecond: 100,
      durationSeconds: 1,
      ...order,
    },
    hooks,
  );

test("every frame of a load goes through the threads and comes out", async () => {
  const { target } = await served();

  const run = await loaded(target, { producers: 2, consumers: 1 });

  expect(run.delivery).toMatchObject({
    attempted: 100,
    confirmed: 100,
    received: 100,
    lost: 0,
    unexpected: 0,
  });
  expect(run.drain).toEqual({ isComplete: true, ended: "everything confirmed came out" });
  expect(run.histograms.received.count).toBe(100);
  expect(run.busy.producers).toHaveLength(2);
  expect(run).toMatchObject({ shares: [1, 1], bytes: { mean: 64, least: 64 }, early: { count: 0 } });
  expect(run.window).toEqual([{ seconds: 1, confirmed: 100, received: 100 }]);
});

test("every latency is kept with the second in which its frame was due", async () => {
  const { target } = await served({ delayMs: 20 });

  const { latenciesBySecond, startMs, histograms } = await loaded(target, {
    durationSeconds: 2,
    producers: 2,
  });

  expect(latenciesBySecond).toMatchObject([
    { fromMs: startMs, toMs: startMs + 1_000, due: 100, intact: 100, confirmed: 100, received: 100 },
    { fromMs: startMs + 1_000, toMs: startMs + 2_000, due: 100, intact: 100 },
  ]);
  const latencies = latenciesBySecond.flatMap(({ latenciesMs }) => [...latenciesMs]);
  expect(latencies).toHaveLength(200);
  expect(Math.max(...latencies) / (histograms.received.max / 1e6)).toBeCloseTo(1, 2);
  // Timers of the fake are a millisecond wide.
  expect(Math.min(...latencies)).toBeGreaterThan(19);
});

test("the clocks of a load's threads are compared, and the bound of their difference is told", async () => {
  const { target } = await served();

  const { clock } = await loaded(target, { producers: 2 });

  expect(clock).toMatchObject({ source: "CLOCK_MONOTONIC", differMs: 0 });
  expect(clock.producers).toHaveLength(2);
  expect(clock.withinMs).toBeGreaterThan(0);
  expect(clock.withinMs).toBeLessThan(1_000);
  expect(Math.abs(clock.ranMs - clock.hostRanMs)).toBeLessThan(50);
});

test("a broker that stands still is an interruption, and its seconds are not kept", async () => {
  const misdeeds: Misdeeds = {};
  const { target } = await served(misdeeds);
  const onSecond: LoadHooks["onSecond"] = ({ second }) => {
    if (second === 1) misdeeds.stall = { fromMs: monotonicClock.now(), forMs: 2_500 };
  };

  const { interruption, window, delivery } = await loaded(target, { durationSeconds: 5 }, { onSecond });

  expect(delivery).toMatchObject({ lost: 0, received: 500 });
  expect(interruption.confirmed).toBeGreaterThan(2);
  expect(interruption.received).toBeGreaterThan(2);
  expect(window.filter(({ confirmed }) => confirmed < 90)).not.toHaveLength(0);
});

test("a frame that the broker loses is lost, and one that it refuses is not", async () => {
  const { target } = await served({ loses: [5], refuses: [7] });

  const run = await loaded(target, { quietMs: 500 });

  expect(run.delivery).toMatchObject({ attempted: 100, confirmed: 99, refused: 1, lost: 1, received: 98 });
  expect(run.refusals).toEqual({ "full, says the fake": 1 });
  expect(run.drain.ended).toBe("nothing came out for 0.5 s: 1 confirmed frames have not come out");
});

test("a producer whose connection is cut goes on, and the frame's fate is unknown", async () => {
  const { target } = await served({ cutsAt: { frame: 20, delivers: true } });

  const { delivery, connectionLosses } = await loaded(target);

  expect(delivery.unknown).toBeGreaterThanOrEqual(1);
  expect(delivery).toMatchObject({ attempted: 100, lost: 0 });
  expect(delivery.confirmed + delivery.unknown).toBe(100);
  expect(Object.keys(connectionLosses)).not.toEqual([]);
});

test("frames of others are taken out before the first of the load is sent", async () => {
  const { broker, target } = await served();
  await using publisher = await broker.openPublisher();
  await publisher.publish(Buffer.from("a frame of others"));

  const run = await loaded(target, { adopt: true });

  expect(run.adopted).toBe(1);
  expect(run.delivery).toMatchObject({ received: 100, corrupted: 0, unexpected: 0 });
});

test("a load that is ended before its time drains and judges what was due until then", async () => {
  const { target } = await served();
  const over = new AbortController();

  const run = await loaded(
    target,
    { durationSeconds: 60 },
    { signal: over.signal, onSecond: () => over.abort() },
  );

  expect(run.isInterrupted).toBe(true);
  expect(run.delivery.attempted).toBeLessThan(6_000);
  expect(run.delivery).toMatchObject({ lost: 0, received: run.delivery.confirmed });
});

test("frames stay with the broker until they are to be received", async () => {
  const { broker, target } = await served();
  const receiveFrom = new AbortController();
  const depths: Promise<number>[] = [];
  const onSecond = () => {
    depths.push(broker.depth());
    receiveFrom.abort();
  };

  const run = await loaded(target, { durationSeconds: 2 }, { receiveFrom: receiveFrom.signal, onSecond });

  expect(await depths[0]).toBeGreaterThan(0);
  expect(run.delivery).toMatchObject({ attempted: 200, received: 200, lost: 0 });
});

test("a broker that nobody serves is a problem that names it", async () => {
  const load = loaded({ broker: "fake", host: "127.0.0.1", port: 1, destination: "frames" });

  await expect(load).rejects.toThrow(Problem);
  await expect(load).rejects.toThrow(
    /^the fake at 127.0.0.1:1: expected one that takes frames into .*ECONNREFUSED/s,
  );
});
