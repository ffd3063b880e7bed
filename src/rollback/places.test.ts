import { expect, test } from "vitest";
import type { RunningService } from "../stack/running-service.ts";
import { nodesAmong, primaryOf } from "./places.ts";

const named = (...names: string[]) => names.map((name) => ({ name }) as RunningService);

test("nodes are told from what stands beside them, each kind by name", () => {
  const running = named(
    ...["rabbitmq-2", "redis-sentinel-1", "redis-exporter", "redis-replica-1", "rabbitmq"],
    ...["redis", "rtsp-capture-rabbitmq", "rabbitmq-management", "redis-replica", "prometheus"],
  );

  const { redis, sentinels, rabbitmq } = nodesAmong(running);

  expect([redis, sentinels, rabbitmq].map((nodes) => nodes.map(({ name }) => name))).toEqual([
    ["redis", "redis-replica-1"],
    ["redis-sentinel-1"],
    ["rabbitmq", "rabbitmq-2"],
  ]);
});

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
