import { expect, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { redisStandIn } from "./redis-stand-in.ts";
import { SentinelProbe } from "./sentinel.ts";

const MASTER = {
  name: "frames",
  ip: "redis-replica-2",
  flags: "master",
  "num-slaves": "2",
  "num-other-sentinels": "1",
};

/** A reply of fields and their values. */
function replyOf(fields: Readonly<Record<string, string>>): string {
  const parts = Object.entries(fields).flat();
  return `*${parts.length}\r\n${parts.map((part) => `$${part.length}\r\n${part}`).join("\r\n")}`;
}

test("a Sentinel's view is read by name, in whatever order it tells it", async () => {
  const reply = replyOf(Object.fromEntries(Object.entries(MASTER).toReversed()));
  await using sentinel = await redisStandIn(([name = ""]) =>
    name.toLowerCase() === "sentinel" ? reply : "+OK",
  );
  const service = reachedAt("redis-sentinel-1", { 26379: sentinel.at }, {});

  expect(await new SentinelProbe(service).view()).toEqual({
    primary: "redis-replica-2",
    flags: "master",
    replicas: 2,
    otherSentinels: 1,
  });
  expect(sentinel.asked).toContainEqual(["SENTINEL", "MASTER", "frames"]);
});

test("what a Sentinel is set to is told, and nothing of what it sees", async () => {
  const set = { quorum: "2", "down-after-milliseconds": "5000", "client-reconfig-script": "/data/x.sh" };
  const own = { "resolve-hostnames": "yes", "announce-ip": "redis-sentinel-1" };
  await using sentinel = await redisStandIn(([name = "", what = ""]) => {
    if (name.toLowerCase() !== "sentinel") return "+OK";
    return replyOf(what === "MASTER" ? { ...MASTER, ...set } : own);
  });
  const service = reachedAt("redis-sentinel-1", { 26379: sentinel.at }, {});

  const seen = Object.assign(service, {
    exec: async ([program]: string[]) => (program === "sh" ? "MemTotal: 4194304 kB\n" : ""),
  });
  expect(await new SentinelProbe(seen).settings()).toEqual({
    member: "redis-sentinel-1",
    of: "redis-sentinel",
    settings: { ...own, ...set, "limit memory": "unlimited" },
  });
});
