import { expect, test } from "vitest";
import type { Deployment } from "../brokers/deployment.ts";
import type { FaultyBroker } from "../suite/reliability/start-deployment.ts";
import { turnOf } from "./testing.ts";
import { measureRounds, type StartedBroker } from "./topology-rounds.ts";
import { lostTurn } from "./turn.ts";

const brokers = ["Redis", "NATS"].map((title) => ({ id: title.toLowerCase(), title })) as FaultyBroker[];

/** Brokers that start, unless it says why they do not. */
function hostWhere({ clean = async () => {}, notStarted }: Partial<StartedBroker> & { notStarted?: string }) {
  const removed: string[] = [];
  return {
    removed,
    async open({ id, title }: FaultyBroker): Promise<StartedBroker> {
      if (notStarted === id) throw new Error(`${title} did not become ready`);
      const deployment = {
        broker: { id, speedSettings: async () => ({ fsync: "always" }) },
        version: async () => "8.0.2",
        whole: async () => undefined,
        front: async () => ({ service: {} }),
      } as unknown as Deployment;
      return {
        ...{ deployment, clean },
        async [Symbol.asyncDispose]() {
          removed.push(id);
        },
      };
    },
    measure: async () => turnOf(0),
  };
}

const measured = (host: ReturnType<typeof hostWhere>, onStep: (name: string) => void = () => undefined) =>
  measureRounds(brokers, { topology: "ha", rounds: 2 }, onStep, host);

test("brokers are started, then take turns, and are removed", async () => {
  const steps: string[] = [];
  const host = hostWhere({});
  const results = await measured(host, (name) => steps.push(name));

  expect(steps).toEqual([
    "Redis, ha: starts",
    "NATS, ha: starts",
    "Redis, ha: round 1 of 2",
    "NATS, ha: round 1 of 2",
    "NATS, ha: round 2 of 2",
    "Redis, ha: round 2 of 2",
  ]);
  expect(results.get("nats")).toEqual({
    version: { value: "8.0.2" },
    settings: { value: { fsync: "always" } },
    rounds: [turnOf(0), turnOf(0)],
  });
  expect(host.removed).toEqual(["nats", "redis"]);
});

test("a broker that does not start has the reason everywhere, and the other one is measured", async () => {
  const results = await measured(hostWhere({ notStarted: "nats" }));
  const reason = { undetermined: "NATS did not become ready" };

  expect(results.get("nats")).toMatchObject({ version: reason, settings: reason });
  expect(results.get("nats")?.rounds.map(({ load }) => load)).toEqual([reason, reason]);
  expect(results.get("redis")?.rounds).toEqual([turnOf(0), turnOf(0)]);
});

test("a broker that is not as before is started anew for its turn, once", async () => {
  let looks = 0;
  const clean = async () => {
    looks += 1;
    if (looks === 1) throw new Error("it holds 12 frames");
  };
  const host = hostWhere({ clean });
  const results = await measured(host);

  expect(results.get("redis")?.rounds).toEqual([
    { ...turnOf(0), startedAnew: "it holds 12 frames" },
    turnOf(0),
  ]);
  expect(host.removed).toEqual(["redis", "nats", "redis"]);
});

test("one that is not as before even then loses all its turns", async () => {
  const clean = () => Promise.reject(new Error("it holds 12 frames"));
  const results = await measured(hostWhere({ clean }));

  const lost = lostTurn("it holds 12 frames");
  expect(results.get("nats")?.rounds).toEqual([{ ...lost, startedAnew: "it holds 12 frames" }, lost]);
});
