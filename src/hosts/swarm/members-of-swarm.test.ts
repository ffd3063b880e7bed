import { expect, test } from "vitest";
import { type SwarmNode, slotsOf } from "./members-of-swarm.ts";

const node = (hostname: string, more: Partial<SwarmNode> = {}): SwarmNode => ({
  id: `id-${hostname}`,
  hostname,
  status: "ready",
  availability: "active",
  address: "10.0.0.1",
  labels: {},
  ...more,
});

const namesOf = (nodes: readonly SwarmNode[]) =>
  Object.fromEntries([...slotsOf(nodes)].map(([slot, { hostname }]) => [slot, hostname]));

test("hosts get slots in the order of their names", () => {
  expect(namesOf([node("c"), node("a"), node("b"), node("d")])).toEqual({ 1: "a", 2: "b", 3: "c" });
});

test("a host that has a slot keeps it, since the data are there", () => {
  const kept = node("d", { labels: { "broker.slot": "1" } });

  expect(namesOf([node("a"), node("b"), kept])).toEqual({ 1: "d", 2: "a", 3: "b" });
});

test("of two hosts with the same slot the second gets another one", () => {
  const both = ["x", "y"].map((name) => node(name, { labels: { "broker.slot": "2" } }));

  expect(namesOf([...both, node("a")])).toEqual({ 1: "a", 2: "x", 3: "y" });
});

test("hosts that are down or drained do not count: too few are named, with what is wrong with each", () => {
  const nodes = [node("a"), node("b", { status: "down" }), node("c", { availability: "drain" })];

  expect(() => slotsOf(nodes)).toThrow(/a \(ready, active\), b \(down, active\), c \(ready, drain\)/);
});
