import { expect, test, vi } from "vitest";
import type { BrokerNode, Deployment } from "../../brokers/deployment.ts";
import { Fault } from "../../faults/fault.ts";
import { frontIsolated, rollingRestart } from "./node-faults.ts";

const done = vi.hoisted(() => ({ steps: [] as string[] }));

vi.mock("../../faults/process.ts", () => ({
  stopping: ({ name }: { name: string }) =>
    new Fault("stopped", async () => {
      done.steps.push(`${name} stops`);
      return { proof: `${name} is gone`, heal: async () => `${name} is back` };
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

test("the node that takes the frames is cut off from every other, witnesses included", async () => {
  expect((await frontIsolated(deployment)).name).toBe("two without one, three, witness");
});
