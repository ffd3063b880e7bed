import { once } from "node:events";
import { readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { WorkerOptions } from "node:worker_threads";
import { expect, onTestFinished, test, vi } from "vitest";
import { FakeBroker, type Misdeeds } from "../brokers/fake/fake-broker.ts";
import { serveFake } from "../brokers/fake/fake-service.ts";
import { withFake } from "../brokers/fake/with-fake.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { Problem } from "../kernel/problem.ts";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { runControlled } from "./controlled-run.ts";
import type { LoadOptions } from "./load-run.ts";

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

/** A load of a second on a fake broker. @param port of somebody else, instead of the fake's */
async function optionsWith(misdeeds: Misdeeds, port?: number): Promise<LoadOptions> {
  const server = serveFake(new FakeBroker(monotonicClock, misdeeds)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const served = (server.address() as AddressInfo).port;
  return {
    target: { broker: "fake", host: "127.0.0.1", port: port ?? served, destination: "frames" },
    source: { frameBytes: 64 },
    limits: { frames: 1_000, bytes: 2 ** 20 },
    patienceMs: 10_000,
    quietMs: 500,
    producers: 2,
    consumers: 1,
    warmupSeconds: 0,
    framesPerSecond: 100,
    durationSeconds: 1,
  };
}

const diskAt = (folder: string) => ({ folder, isTheBrokersDisk: false });

test("the control has the load's schedule, and nothing that the broker does is seen in it", async () => {
  const folder = scratchFolder("control-");
  const misdeeds = { duplicates: [5], delayMs: 2_000 };

  const { run, control } = await runControlled(await optionsWith(misdeeds), diskAt(folder));

  expect(run.delivery).toMatchObject({ attempted: 100, duplicated: 1 });
  expect(run.received?.p50Ms).toBeGreaterThanOrEqual(2_000);
  if ("unknown" in control) throw new Error(control.unknown);
  const { startMs, latenciesBySecond, fsyncsBySecond, received, processorMsPer1000 } = control.figures;
  expect(startMs).toBe(run.startMs);
  expect(latenciesBySecond).toMatchObject([
    { fromMs: run.latenciesBySecond[0]?.fromMs, due: 100, intact: 100, received: 100 },
  ]);
  expect(received?.count).toBe(100);
  expect(fsyncsBySecond[0]?.tookMs.length).toBeGreaterThan(0);
  expect(processorMsPer1000).toBeGreaterThan(0);
  expect(readdirSync(folder)).toEqual([]);
});

test("a control that can't write takes nothing from the load, and says why it has no figures", async () => {
  const { run, control } = await runControlled(await optionsWith({}), diskAt("/does/not/exist"));

  expect(run.delivery).toMatchObject({ attempted: 100, received: 100, lost: 0 });
  expect(control).toEqual({ disk: diskAt("/does/not/exist"), unknown: expect.stringMatching(/ENOENT/) });
});

test("where the broker takes no load, the control ends as well", async () => {
  const folder = scratchFolder("control-");

  await expect(runControlled(await optionsWith({}, 1), diskAt(folder))).rejects.toThrow(Problem);

  expect(readdirSync(folder)).toEqual([]);
});
