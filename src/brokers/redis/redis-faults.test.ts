import { expect, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { RedisAdmin } from "./redis-admin.ts";
import { cutOff, memoryFull } from "./redis-faults.ts";
import { type RedisStandIn, redisStandIn } from "./redis-stand-in.ts";

const text = (value: string) => `$${value.length}\r\n${value}`;
const CLIENTS = "id=3 name=frame-producer\nid=4 name=frame-consumer\nid=5 name=frame-producer\n";

function redisOf({ at }: RedisStandIn): RedisAdmin {
  return new RedisAdmin(reachedAt("redis", { 6379: at }, {}));
}

/** A Redis that lists these clients, and answers SET so. */
function redisWith({ clients = CLIENTS, set = "+OK" }: { clients?: string; set?: string } = {}) {
  return redisStandIn((command) => {
    const asked = command.join(" ").toLowerCase();
    if (asked.startsWith("client list")) return text(clients);
    if (asked.startsWith("info")) return text("used_memory:1000\r\n");
    if (asked.startsWith("config get")) return `*2\r\n${text("maxmemory")}\r\n${text("2000")}`;
    return asked.startsWith("set ") ? set : "+OK";
  });
}

const said = ({ asked }: RedisStandIn) => asked.map((command) => command.join(" ").toLowerCase());

test("a client is cut off by closing its connections, and nobody else's", async () => {
  await using redis = await redisWith();
  await using fault = cutOff("frame-producer", redisOf(redis));

  expect(await fault.inject()).toBe("2 connection of frame-producer closed");
  expect(said(redis).filter((each) => each.startsWith("client kill"))).toEqual([
    "client kill id 3",
    "client kill id 5",
  ]);
});

test("a client that is not there cannot be cut off", async () => {
  await using redis = await redisWith({ clients: "id=4 name=frame-consumer\n" });
  await using fault = cutOff("frame-producer", redisOf(redis));

  await expect(fault.inject()).rejects.toThrow("redis has no client frame-producer to be cut off");
});

test("memory is full once Redis refuses, and the limit comes back", async () => {
  await using redis = await redisWith({ set: "-OOM command not allowed" });
  await using fault = memoryFull(redisOf(redis));

  expect(await fault.inject()).toMatch(/^redis refuses: .*OOM/);
  expect(said(redis)).toContain("config set maxmemory 900");
  await fault.heal();
  expect(said(redis)).toContain("config set maxmemory 2000");
});

test("a Redis that goes on taking writes is not full, and gets its limit back at once", async () => {
  await using redis = await redisWith();
  await using fault = memoryFull(redisOf(redis));

  await expect(fault.inject()).rejects.toThrow("was to refuse writes for want of memory and said OK");
  expect(said(redis)).toContain("config set maxmemory 2000");
});
