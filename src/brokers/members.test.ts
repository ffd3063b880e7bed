import { expect, test } from "vitest";
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
  return { stack: { start }, started };
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

test("where the first node joins the others, they are there before it starts", async () => {
  const { stack, started } = stackOf();
  const { nodes } = await startMembers(stack, {
    ...{ nodes: ["one", "two", "three"], witnesses: [], startsAfterOthers: true },
  });

  expect(started).toEqual([
    ["two", "three"],
    ["one", "two", "three"],
  ]);
  expect(nodes.map(({ name }) => name)).toEqual(["one", "two", "three"]);
});

test("a node without others starts alone, whatever it waits for", async () => {
  const { stack, started } = stackOf();
  await startMembers(stack, { nodes: ["one"], witnesses: [], startsAfterOthers: true });

  expect(started).toEqual([["one"]]);
});

test("while the others do not become ready the first node is not started", async () => {
  const { stack, started } = stackOf();
  const failing = {
    start: async (...names: readonly [string, ...string[]]) => {
      await stack.start(...names);
      throw new Error("two does not become ready");
    },
  };
  const members = { nodes: ["one", "two"], witnesses: [], startsAfterOthers: true } as const;

  await expect(startMembers(failing, members)).rejects.toThrow("two does not become ready");
  expect(started).toEqual([["two"]]);
});
