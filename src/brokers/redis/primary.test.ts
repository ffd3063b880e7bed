import { expect, test } from "vitest";
import { primaryOf } from "./primary.ts";

const named = (...names: string[]) => names.map((name) => ({ name }));

test("the node that takes frames is the first that says so, and nobody asks those behind it", async () => {
  const asked: string[] = [];
  const roleOf = async ({ name }: { name: string }) => {
    asked.push(name);
    return name === "redis-replica-1" ? "master" : "slave";
  };

  expect((await primaryOf(named("redis", "redis-replica-1", "redis-replica-2"), roleOf)).name).toBe(
    "redis-replica-1",
  );
  expect(asked).toEqual(["redis", "redis-replica-1"]);
});

test("nodes of which none takes frames are told with what each is", async () => {
  const slaves = primaryOf(named("redis", "redis-replica-1"), async () => "slave");

  await expect(slaves).rejects.toThrow(/saw redis is slave, redis-replica-1 is slave/);
  await expect(primaryOf([], async () => "master")).rejects.toThrow(
    /a primary among the nodes that run, saw none/,
  );
});
