import { beforeEach, expect, test, vi } from "vitest";
import type { BrokerNode, Deployment } from "../../brokers/deployment.ts";
import { Fault } from "../../faults/fault.ts";
import type { Delivery } from "../../judges/delivery.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { FrameHistory } from "../../traffic/history.ts";
import type { Attendance, LoadOrder } from "../../traffic/load-order.ts";
import type { LoadRun } from "../../traffic/load-run.ts";
import { type CellPlan, runCell } from "./cell.ts";
import type { FaultyBroker } from "./start-deployment.ts";

/** A load that is carried out without a broker: it comes to its seconds by itself, and what it counts is set. */
const load = vi.hoisted(() => ({
  counts: { attempted: 6_000, confirmed: 1_000, received: 0 },
  /** Frames confirmed more at each second. */
  perSecond: 600,
  outcome: {} as Partial<LoadRun>,
  fails: undefined as Error | undefined,
  receivedFrom: [] as boolean[],
  order: undefined as unknown,
}));

vi.mock("../../traffic/load-order.ts", async (importOriginal) => ({
  ...(await importOriginal<object>()),
  carryOut: async (order: LoadOrder, { onSecond, signal, receiveFrom }: Attendance): Promise<LoadRun> => {
    load.order = order;
    for (let second = 1; !signal?.aborted; second += 1) {
      if (load.fails) throw load.fails;
      load.receivedFrom.push(receiveFrom?.aborted ?? true);
      load.counts.confirmed += load.perSecond;
      const history = { counts: load.counts } as FrameHistory;
      onSecond?.({ second } as LoadRun["timeline"][number], history, undefined as never);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { ...RUN, ...load.outcome };
  },
}));

const DELIVERY = {
  ...{ attempted: 6_000, lost: 0, corrupted: 0, unexpected: 0, duplicated: 0, leftover: 0 },
  lostWhere: { prefix: 0, middle: 0, suffix: 0 },
};
const RUN = {
  delivery: DELIVERY as Delivery,
  drain: { isComplete: true, ended: "everything confirmed came out" },
  adopted: 0,
  stalls: [],
  timeline: [],
  refusals: {},
  connectionLosses: {},
} as unknown as LoadRun;

beforeEach(() => {
  Object.assign(load.counts, { attempted: 6_000, confirmed: 1_000, received: 0 });
  Object.assign(load, { perSecond: 600, outcome: {}, fails: undefined, receivedFrom: [] });
});

const CAUSES = [{ pattern: /on disk of/, remedy: "have the replicas follow" }];
const BROKER = {
  ...{ id: "redis", causes: CAUSES },
  deployment: { front: "primary", isolationSeconds: 4 },
} as unknown as FaultyBroker;
const target = { broker: "redis", host: "127.0.0.1", port: 1, destination: "frames" };
const PATIENCE = { flowsAgainWithinMs: 200, flowsWithinMs: 50, answersWithinMs: 1 };

function deployment(remains: string | undefined = undefined): Deployment {
  return {
    broker: { title: "Redis" },
    nodes: [],
    target: async () => target,
    remains: async () => remains,
  } as unknown as Deployment;
}

function plan(parts: Partial<CellPlan> = {}): CellPlan {
  const make = async () =>
    new Fault("killed", async () => ({ proof: "its process is gone", heal: async () => "it runs again" }));
  return { topology: "ha", fault: (front) => `${front} killed`, lastsSeconds: 1, make, ...parts };
}

test("a fault is made, healed and judged, with the proof of both", async () => {
  expect(await runCell(BROKER, deployment(), plan(), PATIENCE)).toMatchObject({
    broker: "redis",
    fault: "primary killed",
    status: "kept",
    proof: "its process is gone; it runs again",
    delivery: DELIVERY,
  });
});

test("frames stay with the broker until the fault has landed, and are what it could lose", async () => {
  load.counts.received = 100;

  const { atStake = 0 } = await runCell(BROKER, deployment(), plan(), PATIENCE);

  expect(load.receivedFrom.slice(0, 3)).toEqual([false, false, false]);
  expect(load.receivedFrom.at(-1)).toBe(true);
  // 1,000 and three seconds of 600 at least, less the hundred that came out.
  expect(atStake).toBeGreaterThanOrEqual(2_700);
});

test("a fault that meets no frame in the broker shows nothing", async () => {
  load.counts.received = 1e12;

  expect(await runCell(BROKER, deployment(), plan(), PATIENCE)).toMatchObject({
    status: "undetermined",
    reason: "no confirmed frame was at stake when the fault was made",
    proof: "",
  });
});

test("where nothing was confirmed, it is said what producers were told, what settings say and what to do", async () => {
  load.counts.confirmed = 0;
  load.perSecond = 0;
  load.outcome = {
    delivery: { ...DELIVERY, confirmed: 0, refused: 0, unknown: 1_500 } as Delivery,
    connectionLosses: { "on disk of 1 primary and 0 replicas after 2000 ms (WAITAOF)": 3 },
  };
  const without = Object.assign(deployment(), {
    whyUnconfirmed: async () => "redis-replica-1 says appendonly no",
  });

  const { reason } = await runCell(BROKER, without, plan(), PATIENCE);

  expect(reason).toContain("1500 without an answer; producers were told most often: on disk of 1 primary");
  expect(reason).toMatch(
    /^redis-replica-1 says appendonly no: no confirmed frame.*; what to do: have the repl/,
  );
});

test("a power cut beside the frames shows nothing, and says where they are", async () => {
  const seen = { exitCode: 0, output: "1 0 0:1 / / rw - overlay overlay rw\n\n5 /data/1.aof" };
  const node = {
    service: { name: "redis", service: { volumes: [] }, run: async () => seen },
  } as unknown as BrokerNode;
  const beside = Object.assign(deployment(), { nodes: [node] });

  const cut = await runCell(BROKER, beside, plan({ shows: "power cut" }), PATIENCE);
  const killed = await runCell(BROKER, beside, plan(), PATIENCE);

  expect(cut).toMatchObject({
    status: "undetermined",
    reason: expect.stringMatching(/its volumes \(none\) grew by 0.0 MiB/),
  });
  expect(killed).toMatchObject({
    status: "kept",
    placed: { placements: [{ node: "redis", isKept: false }] },
  });
});

test("a power cut while nothing is confirmed shows nothing", async () => {
  const make = async () => new Fault("cut", async () => ({ proof: "", heal: async () => "" }));
  load.counts.confirmed = 1_000;
  load.perSecond = 0;

  expect(await runCell(BROKER, deployment(), plan({ make, shows: "power cut" }), PATIENCE)).toMatchObject({
    reason: "no frame was confirmed right before the fault, so nothing was under way",
  });
});

test("with consumers at work, everything that was confirmed is at stake", async () => {
  load.counts.received = 1e12;

  const { atStake } = await runCell(BROKER, deployment(), plan({ isFlowing: true }), PATIENCE);

  expect(load.receivedFrom[0]).toBe(true);
  expect(atStake).toBeGreaterThanOrEqual(2_800);
});

test("a fault lasts for its seconds of load, or until the others have noticed it", async () => {
  const lasted = async (lastsSeconds: CellPlan["lastsSeconds"]) => {
    const seconds: number[] = [];
    const seen = async () => String(seconds.push(load.receivedFrom.length));
    const make = async () => new Fault("paused", async () => ({ proof: await seen(), heal: seen }));
    load.receivedFrom = [];
    await runCell(BROKER, deployment(), plan({ lastsSeconds, make }), PATIENCE);
    const [landed = 0, healed = 0] = seconds;
    return healed - landed;
  };

  expect(await lasted(9)).toBeGreaterThanOrEqual(9);
  expect(await lasted("isolation")).toBeGreaterThanOrEqual(4);
});

test("a broker that confirms nothing after the fault did not come back", async () => {
  load.perSecond = 0;

  expect(await runCell(BROKER, deployment(), plan(), PATIENCE)).toMatchObject({
    status: "undetermined",
    reason: "no frame was confirmed after the fault was healed",
  });
});

test("what is missing and still with the broker may still come", async () => {
  load.outcome = { delivery: { ...DELIVERY, lost: 3 } as Delivery };
  const silent = Object.assign(deployment(), {
    remains: () => Promise.reject(new Undetermined("the node is gone")),
  });

  expect(await runCell(BROKER, silent, plan(), PATIENCE)).toMatchObject({
    status: "undetermined",
    reason: "everything confirmed came out; afterwards: the node is gone",
  });
});

test("what is missing and nowhere is lost", async () => {
  load.outcome = { delivery: { ...DELIVERY, lost: 3 } as Delivery };

  expect(await runCell(BROKER, deployment(), plan(), PATIENCE)).toMatchObject({
    status: "broken",
    verdict: { lost: 3 },
    reason: expect.stringMatching(/^3 lost/),
  });
});

test("a fault that does not land is undetermined, and its load is over", async () => {
  const make = async () =>
    new Fault("killed", async () => {
      throw new Undetermined("its process still runs");
    });

  expect(await runCell(BROKER, deployment(), plan({ make }), PATIENCE)).toMatchObject({
    status: "undetermined",
    reason: "its process still runs",
    proof: "",
  });
});

test("a load that cannot begin leaves no fault waiting for its seconds", async () => {
  load.fails = new Error("no thread can send");
  let isMade = false;
  const make = async () =>
    new Fault("killed", async () => {
      isMade = true;
      return { proof: "", heal: async () => "" };
    });

  expect(await runCell(BROKER, deployment(), plan({ make }), PATIENCE)).toMatchObject({
    status: "undetermined",
    reason: "no thread can send",
  });
  expect(isMade).toBe(false);
});

test("a load through a fault waits for a node that starts anew", async () => {
  await runCell(BROKER, deployment(), plan());

  expect(load.order).toMatchObject({ target, quietMs: 10_000, patienceMs: 90_000 });
});
