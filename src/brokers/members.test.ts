import { expect, test } from "vitest";
import type { Service } from "../stack/compose-file.ts";
import type { RunningService } from "../stack/running-service.ts";
import { memberNamed, startMembers } from "./members.ts";

const service = (name: string) => ({ name }) as RunningService;
const MEMBERS = { nodes: [service("one"), service("two")], witnesses: [service("witness")] } as const;

test("a member is found by its name among nodes and witnesses", () => {
  expect(memberNamed(MEMBERS, "two")).toBe(MEMBERS.nodes[1]);
  expect(memberNamed(MEMBERS, "witness")).toBe(MEMBERS.witnesses[0]);
});

test("a name that no member has is an error", () => {
  expect(() => memberNamed(MEMBERS, "three")).toThrow("three is no member of this broker");
});

/** A stack that starts what it is asked to; what that was, in its order, is in `started`. */
function stackOf() {
  const started: string[][] = [];
  const start = async (...names: readonly [string, ...string[]]) => {
    started.push([...names]);
    return names.map(service) as [RunningService];
  };
  const changed: string[] = [];
  const startChanged = async (name: string, change: (shipped: Service) => Service) => {
    changed.push(`${name}: ${change({ name, hostname: "as shipped" } as Service).hostname}`);
    return service(name);
  };
  return { stack: { start, startChanged }, started, changed };
}

test("all members start at once, nodes and witnesses", async () => {
  const { stack, started } = stackOf();
  const members = await startMembers(stack, { nodes: ["one", "two"], witnesses: ["witness", "other"] });

  expect(started).toEqual([
    ["one", "two"],
    ["witness", "other"],
  ]);
  expect(members).toEqual({
    nodes: [service("one"), service("two")],
    witnesses: [service("witness"), service("other")],
  });
});

test("nodes that have to know of each other are started so, side by side", async () => {
  const { stack, started, changed } = stackOf();
  const amongOthers = (shipped: Service) => ({ ...shipped, hostname: "among others" });
  const { nodes } = await startMembers(stack, { nodes: ["one", "two"], witnesses: [], amongOthers });

  expect(changed).toEqual(["one: among others", "two: among others"]);
  expect(started).toEqual([["one", "two"]]);
  expect(nodes.map(({ name }) => name)).toEqual(["one", "two"]);
});

test("nodes that know of each other are started once, however often they are asked for", async () => {
  const { stack, changed } = stackOf();
  const members = {
    nodes: ["one", "two"],
    witnesses: [],
    amongOthers: (shipped: Service) => ({ ...shipped, hostname: "among others" }),
  } as const;
  await Promise.all([startMembers(stack, members), startMembers(stack, members)]);
  await startMembers(stackOf().stack, members);

  expect(changed).toHaveLength(2);
});

test("a node without others starts as it is shipped", async () => {
  const { stack, changed } = stackOf();
  await startMembers(stack, { nodes: ["one"], witnesses: [], amongOthers: (shipped) => shipped });

  expect(changed).toEqual([]);
});

test("a node that does not become ready is an error once all have been started", async () => {
  const { stack, changed } = stackOf();
  const failing = {
    ...stack,
    startChanged: async (name: string, change: (shipped: Service) => Service) => {
      await stack.startChanged(name, change);
      throw new Error(`${name} does not become ready`);
    },
  };
  const members = {
    nodes: ["one", "two"],
    witnesses: [],
    amongOthers: (shipped: Service) => shipped,
  } as const;

  await expect(startMembers(failing, members)).rejects.toThrow("one does not become ready");
  expect(changed).toHaveLength(2);
});
