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

test("a Sentinel's view is read by name, in whatever order it tells it", async () => {
  const fields = Object.entries(MASTER).toReversed().flat();
  const reply = `*${fields.length}\r\n${fields.map((field) => `$${field.length}\r\n${field}`).join("\r\n")}`;
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
