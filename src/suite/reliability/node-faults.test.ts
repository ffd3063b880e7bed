import { expect, test, vi } from "vitest";
import type { BrokerNode, Deployment } from "../../brokers/deployment.ts";
import { Fault } from "../../faults/fault.ts";
import { backlogOf, frontIsolated, powerCutDuring, rollingRestart } from "./node-faults.ts";

const done = vi.hoisted(() => ({ steps: [] as string[], hasPower: false }));

vi.mock("../../faults/process.ts", () => ({
  stopping: ({ name }: { name: string }) =>
    new Fault("stopped", async () => {
      done.steps.push(`${name} stops`);
      return { proof: `${name} is gone`, heal: async () => `${name} is back` };
    }),
}));
vi.mock("../../faults/power-cut.ts", () => ({
  powerCut: ({ name }: { name: string }) =>
    new Fault("power cut", async () => {
      done.steps.push(`${name} is cut`);
      if (done.hasPower) throw new Error("the disk did not shut down");
      return { proof: `${name} has no power`, heal: async () => `${name} is back` };
    }),
}));
vi.mock("../../faults/isolation.ts", () => ({
  isolation: (one: { name: string }, others: { name: string }[]) => ({
    name: `${one.name} without ${others.map(({ name }) => name).join(", ")}`,
  }),
}));

const node = (name: string) => ({ service: { name } }) as unknown as BrokerNode;
const [one, two, three, witness] = ["one", "two", "three", "witness"].map(node) as [
  BrokerNode,
  BrokerNode,
  BrokerNode,
  BrokerNode,
];
const deployment = {
  nodes: [one, two, three],
  witnesses: [witness],
  front: async () => two,
  whole: async () => void done.steps.push("whole again"),
} as unknown as Deployment;

test("nodes restart one after the other, and the one that takes the frames last", async () => {
  const proof = await rollingRestart(deployment, two).inject();

  expect(done.steps).toEqual(["one", "three", "two"].flatMap((name) => [`${name} stops`, "whole again"]));
  expect(proof).toBe("one is gone; one is back; three is gone; three is back; two is gone; two is back");
});

/** A deployment whose nodes can be held in a copy. */
const holding = {
  ...deployment,
  diskOf: () => undefined,
  copying: ({ service }: BrokerNode, copy: string) =>
    new Fault("copying", async () => {
      done.steps.push(`a ${copy} begins`);
      const heal = async () => {
        done.steps.push("the copy is let go");
        return `${service.name} copies no more`;
      };
      return { proof: `a ${copy} is under way`, heal };
    }),
} as unknown as Deployment;

test("power is cut while a copy is under way, and both are healed", async () => {
  done.steps.length = 0;
  const fault = powerCutDuring("snapshot", holding, one);

  expect(await fault.inject()).toBe("a snapshot is under way; one has no power");
  expect(await fault.heal()).toBe("one is back; one copies no more");
  expect(done.steps).toEqual(["a snapshot begins", "one is cut", "the copy is let go"]);
});

test("a cut that does not land leaves no copy held", async () => {
  Object.assign(done, { steps: [], hasPower: true });

  await expect(powerCutDuring("rewrite", holding, one).inject()).rejects.toThrow("did not shut down");
  expect(done.steps).toEqual(["a rewrite begins", "one is cut", "the copy is let go"]);
  done.hasPower = false;
});

test("a broker that writes no copy has none under way", async () => {
  const copyless = { ...deployment, diskOf: () => undefined } as unknown as Deployment;

  await expect(powerCutDuring("snapshot", copyless, one).inject()).rejects.toThrow(
    "one has no snapshot that could be under way",
  );
});

test("a backlog is told by the broker's own depth", async () => {
  const broker = { at: () => ({ destination: "stream frames", depth: async () => 50_000 }) };
  const full = { broker, target: async () => ({}) } as unknown as Deployment;

  expect(await backlogOf(full).inject()).toBe("stream frames holds 50000 frames");
});

test("the node that takes the frames is cut off from every other, witnesses included", async () => {
  expect((await frontIsolated(deployment)).name).toBe("two without one, three, witness");
});
