import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { BROKERS } from "../../brokers/all.ts";
import type { Broker } from "../../brokers/broker.ts";
import { destinationsOf } from "../../brokers/destinations.ts";
import { openStack } from "../../brokers/open-stack.ts";
import { targetOfRunning } from "../../brokers/target-from.ts";
import { judgeLoad } from "../../judges/load.ts";
import { currentRun } from "../../kernel/run-identity.ts";
import { optionsOf } from "../load-order.ts";
import { LocalWorkplace } from "./local-workplace.ts";
import { runWorkers, type WorkersHooks } from "./workers-run.ts";

const RATE = 1_000;
/** More than two of three workers have sent at the end of 6 s: the third has told of some by then. */
const KILLED_ABOVE = 4_200;
const LIMITS = { minRate: 1, maxP99Ms: 60_000, minSuccessPercent: 99.9 };

/** One node of each broker, shared by the tests of this file. */
const stack = await openStack();
test.aroundAll(async (runSuite) => {
  await using _stack = stack;
  await runSuite();
});

/** A load of three workers on a destination of its own, of which one may be killed once it has told of frames that were confirmed. */
async function loaded(broker: Broker, seconds: number, kill?: { worker: number }) {
  const [service] = await stack.start(broker.id);
  const destination = destinationsOf(currentRun()).named(randomUUID());
  await broker.ready(service, destination);
  using local = new LocalWorkplace();
  const pids = new Map<number, number | undefined>();
  const workplace = {
    resultFileOf: (worker: number) => local.resultFileOf(worker),
    start(...args: Parameters<LocalWorkplace["start"]>) {
      const started = local.start(...args);
      pids.set(args[0], started.pid);
      return started;
    },
  };
  const onSecond: WorkersHooks["onSecond"] = ({ confirmed, there }) => {
    const pid = kill && there === 3 && confirmed >= KILLED_ABOVE ? pids.get(kill.worker) : undefined;
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  };
  const options = optionsOf({
    ...{ target: await targetOfRunning(broker, service, destination), framesPerSecond: RATE },
    ...{ producers: 3, consumers: 3, durationSeconds: seconds },
  });
  try {
    return await runWorkers(options, { workers: 3, workplace }, { onSecond });
  } finally {
    await broker.removeOwn(service, (name) => name.startsWith(destination));
  }
}

describe.each(BROKERS.map((broker) => [broker.title, broker] as const))("%s", (_title, broker) => {
  test("a load of several workers is whole, and every frame of it accounted for", async () => {
    const { delivery, histograms, workers, missingWorkers, drain } = await loaded(broker, 5);

    expect(delivery).toMatchObject({ attempted: 5_000, confirmed: 5_000, received: 5_000, lost: 0 });
    expect(delivery).toMatchObject({ duplicated: 0, corrupted: 0, unexpected: 0, leftover: 0 });
    expect(histograms.received.count).toBe(5_000);
    expect(workers.map(({ producers, consumers }) => [producers, consumers])).toEqual(Array(3).fill([1, 1]));
    expect(missingWorkers).toEqual([]);
    expect(drain.isComplete).toBe(true);
  });

  test("of a worker that is killed the others' frames are told exactly, and what it had got is not called lost", async () => {
    const run = await loaded(broker, 6, { worker: 2 });
    const { delivery, shares } = run;

    expect(run.missingWorkers).toMatchObject([{ worker: 2, of: 3, reason: "ended by SIGKILL" }]);
    expect([shares[0], shares[2]]).toEqual([1, 1]);
    expect(delivery).toMatchObject({ attempted: 6_000, unexpected: 0, corrupted: 0, refused: 0 });
    // All of the others', and what it had told of until then.
    expect(delivery.confirmed).toBeGreaterThanOrEqual(KILLED_ABOVE);
    expect(delivery.unknown).toBeGreaterThan(0);
    expect(delivery.confirmed + delivery.unknown + delivery.unsent).toBe(6_000);
    const { status, findings } = judgeLoad(run, LIMITS);
    expect(status).toBe("undetermined");
    for (const name of ["lost", "success rate", "achieved rate"])
      expect(findings.find((each) => each.name === name)?.reason).toMatch(/^worker 2 of 3 is missing/);
  });
});
