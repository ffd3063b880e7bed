import { once } from "node:events";
import { truncateSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { FakeBroker, type Misdeeds } from "../../brokers/fake/fake-broker.ts";
import { serveFake } from "../../brokers/fake/fake-service.ts";
import { withFake } from "../../brokers/fake/with-fake.ts";
import { judgeLoad } from "../../judges/load.ts";
import { monotonicClock } from "../../kernel/clock.ts";
import { Problem } from "../../kernel/problem.ts";
import type { LoadOptions } from "../load-run.ts";
import { LocalWorkplace } from "./local-workplace.ts";
import { runWorkers, type WorkersHooks } from "./workers-run.ts";
import type { Workplace } from "./workplace.ts";

// The fake is no broker of the product: it is put onto the list here, and in the processes of the workers with their threads.
vi.mock("../../brokers/all.ts", async (importOriginal) => withFake(await importOriginal()));
const WITH_FAKE = new URL("../../brokers/fake/list-fake.ts", import.meta.url).href;

const LIMITS = { minRate: 1, maxP99Ms: 60_000, minSuccessPercent: 99.9 };

/** A load on a fake broker that is handed out at a port of this host. */
async function optionsWith(misdeeds: Misdeeds, of: Partial<LoadOptions> = {}): Promise<LoadOptions> {
  vi.stubEnv("NODE_OPTIONS", `--import ${WITH_FAKE}`);
  const server = serveFake(new FakeBroker(monotonicClock, misdeeds)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    target: { broker: "fake", host: "127.0.0.1", port, destination: "frames" },
    source: { frameBytes: 64 },
    limits: { frames: 1_000, bytes: 2 ** 20 },
    ...{ patienceMs: 5_000, quietMs: 1_000, producers: 2, consumers: 2 },
    ...{ warmupSeconds: 0, framesPerSecond: 100, durationSeconds: 3, ...of },
  };
}

async function loaded(options: LoadOptions, hooks: WorkersHooks = {}, over?: Workplace) {
  using local = new LocalWorkplace();
  return await runWorkers(options, { workers: 2, workplace: over ?? local }, hooks);
}

test("what one worker sends and another receives is one load", async () => {
  const run = await loaded(await optionsWith({ loses: [5], duplicates: [7] }));

  expect(run.delivery).toMatchObject({
    attempted: 300,
    confirmed: 300,
    received: 299,
    lost: 1,
    unexpected: 0,
  });
  expect(run.delivery.duplicated).toBe(1);
  // The copies went to two workers, each of which timed its own.
  expect(run.histograms.received.count).toBe(300);
  expect(run.out).toBe(300);
  expect(run.histograms.confirmed.count).toBe(300);
  expect(run.shares).toEqual([1, 1]);
  expect(run.window.map(({ confirmed }) => confirmed)).toEqual([100, 100, 100]);
  expect(run.latenciesBySecond.flatMap(({ latenciesMs }) => [...latenciesMs])).toHaveLength(299);
  expect(run.timeline.reduce((sum, { received }) => sum + received, 0)).toBeGreaterThanOrEqual(198);
  expect(run).toMatchObject({ missingWorkers: [], workers: [{ producers: 1, consumers: 1 }, { worker: 2 }] });
  expect(run.clock.producers).toHaveLength(2);
  expect(run.clock).toMatchObject({ differMs: 0 });
});

/** More than one of two workers has to send: the other has told of some by then. */
const KILLED_ABOVE = 650;

/** Ends a worker amid its load. */
async function withoutSecond(of: Partial<LoadOptions>) {
  using local = new LocalWorkplace();
  let pid: number | undefined;
  const workplace: Workplace = {
    resultFileOf: (worker) => local.resultFileOf(worker),
    start(worker, onSaid) {
      const started = local.start(worker, onSaid);
      if (worker === 2) pid = started.pid;
      return started;
    },
  };
  const options = await optionsWith({}, { framesPerSecond: 200, durationSeconds: 6, ...of });
  const seen: number[] = [];
  const onSecond: WorkersHooks["onSecond"] = ({ confirmed, there }) => {
    seen.push(there);
    if (confirmed >= KILLED_ABOVE && there === 2 && pid !== undefined) process.kill(pid, "SIGKILL");
  };
  return { run: await loaded(options, { onSecond }, workplace), seen };
}

test("a worker that is killed leaves its frames unknown, and the verdict says so", async () => {
  // The second worker has a producer and no consumer.
  const { run, seen } = await withoutSecond({ consumers: 1 });
  const { delivery } = run;

  expect(run.missingWorkers).toEqual([
    { worker: 2, of: 2, producers: 1, consumers: 0, reason: "ended by SIGKILL" },
  ]);
  expect(seen.at(-1)).toBe(1);
  // Of 600 frames each: all of the first, and of the second what it had told of, what it may have sent, and the rest.
  expect(delivery).toMatchObject({ attempted: 1_200, lost: 0, unexpected: 0, duplicated: 0 });
  expect(delivery.confirmed).toBeGreaterThanOrEqual(KILLED_ABOVE);
  expect(delivery.unknown).toBeGreaterThan(0);
  expect(delivery.unsent).toBeGreaterThan(0);
  expect(delivery.confirmed + delivery.unknown + delivery.unsent).toBe(1_200);
  expect(delivery.received).toBe(delivery.confirmed + delivery.recovered);
  expect(run.shares[0]).toBe(1);

  const { status, findings } = judgeLoad(run, LIMITS);
  expect(status).toBe("undetermined");
  expect(findings.find(({ name }) => name === "success rate")?.reason).toBe(
    "worker 2 of 2 is missing (ended by SIGKILL): what its producers sent last is unknown",
  );
});

test("what a killed worker had received is not called lost", async () => {
  const { run } = await withoutSecond({});

  // It had taken every other frame out.
  expect(run.delivery.lost).toBeGreaterThan(0);
  const { status, findings } = judgeLoad(run, LIMITS);
  expect(status).toBe("undetermined");
  expect(findings.find(({ name }) => name === "lost")).toMatchObject({ status: "undetermined" });
});

test("a worker whose result was altered is missing, as if it had written none", async () => {
  using local = new LocalWorkplace();
  const workplace: Workplace = {
    resultFileOf: (worker) => local.resultFileOf(worker),
    start(worker, onSaid) {
      const started = local.start(worker, onSaid);
      const ended = started.ended.then((end) => {
        if (worker === 1 && "resultFile" in end) truncateSync(end.resultFile, 500);
        return end;
      });
      return { tell: started.tell.bind(started), ended, [Symbol.asyncDispose]: async () => undefined };
    },
  };
  const run = await loaded(await optionsWith({}, { durationSeconds: 1 }), {}, workplace);

  expect(run.missingWorkers).toMatchObject([
    { worker: 1, reason: expect.stringContaining("the file is cut") },
  ]);
  // It had told of every frame before it left.
  expect(run.delivery).toMatchObject({
    attempted: 100,
    confirmed: 100,
    unknown: 0,
    unsent: 0,
    unexpected: 0,
  });
});

test("a load that is ended before its time is judged by what was due until then", async () => {
  const over = new AbortController();

  const run = await loaded(await optionsWith({}, { durationSeconds: 60 }), {
    signal: over.signal,
    onSecond: () => over.abort(),
  });

  expect(run.isInterrupted).toBe(true);
  expect(run.delivery.attempted).toBeLessThan(6_000);
  expect(run.delivery).toMatchObject({ lost: 0, unexpected: 0, received: run.delivery.confirmed });
});

test("a broker that nobody serves is a problem that names it", async () => {
  const options = await optionsWith({});
  const nowhere = { ...options.target, port: 1 };

  await expect(loaded({ ...options, target: nowhere })).rejects.toThrow(
    /^the fake at 127.0.0.1:1: expected one that takes frames into .*ECONNREFUSED/s,
  );
});

test("a worker of another version is refused before it is told where to send, and ended", async () => {
  const told: string[] = [];
  let isDisposed = false;
  const workplace: Workplace = {
    resultFileOf: () => "nowhere",
    start(_worker, onSaid) {
      queueMicrotask(() => onSaid({ kind: "hello", version: "0.0.1+other" }));
      return {
        tell: ({ kind }) => void told.push(kind),
        ended: new Promise(() => undefined),
        [Symbol.asyncDispose]: async () => {
          isDisposed = true;
        },
      };
    },
  };
  const load = loaded(await optionsWith({}), {}, workplace);

  await expect(load).rejects.toThrow(Problem);
  await expect(load).rejects.toThrow(
    /worker 1: expected version 0\.1\.0\+\w+, .* saw version 0\.0\.1\+other/,
  );
  expect(told).toEqual([]);
  expect(isDisposed).toBe(true);
});

/** Workers of hosts whose clocks are that many ms ahead of this process's; wherever they tell or are told a time, it is of those. */
function onOtherHosts(local: LocalWorkplace, aheadMs: readonly number[]): Workplace {
  return {
    resultFileOf: (worker) => local.resultFileOf(worker),
    start(worker, onSaid) {
      const ahead = aheadMs[worker - 1] ?? 0;
      const started = local.start(worker, (message) => {
        if (message.kind === "time") onSaid({ ...message, nowMs: message.nowMs + ahead });
        else if (message.kind === "hello") onSaid({ ...message, host: `host-${worker}` });
        else onSaid(message);
      });
      return {
        tell(message) {
          started.tell(message.kind === "start" ? { ...message, startMs: message.startMs - ahead } : message);
        },
        ended: started.ended,
        [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
      };
    },
  };
}

test("workers of hosts with clocks of their own start together, and how far those are apart is told", async () => {
  using local = new LocalWorkplace();
  const aheadMs = [-5_000_000, 123_456.5];
  const run = await loaded(await optionsWith({}), {}, onOtherHosts(local, aheadMs));

  expect(run.delivery).toMatchObject({
    attempted: 300,
    confirmed: 300,
    received: 300,
    lost: 0,
    unexpected: 0,
  });
  expect(run.early.count).toBe(0);
  for (const [index, { clock, host }] of run.workers.entries()) {
    expect(host).toBe(`host-${index + 1}`);
    expect(clock.leastMs).toBeLessThanOrEqual(aheadMs[index] as number);
    expect(clock.mostMs).toBeGreaterThanOrEqual(aheadMs[index] as number);
  }
  // What the start has made good is no distance any more.
  expect(run.clock.withinMs).toBeLessThan(1_000);
  expect(run.clock.acrossHosts).toMatch(
    /^worker [12] on host-[12], whose clock is known within \d+\.\d\d ms$/,
  );
});
