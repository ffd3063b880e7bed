import { expect, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { REDIS_ACCESS } from "./redis-access.ts";
import { lettingIn, redisStandIn } from "./redis-stand-in.ts";

test("Redis lets in who has the password", async () => {
  await using redis = await redisStandIn(lettingIn({ producer: "new" }));

  await expect(REDIS_ACCESS.logIn(redis.at, { user: "producer", password: "new" })).resolves.toBeUndefined();
  expect(redis.asked).toContainEqual(["hello", "3", "AUTH", "producer", "new"]);
});

test("a login that Redis refuses throws its reason", async () => {
  await using redis = await redisStandIn(lettingIn({ producer: "new" }));

  await expect(REDIS_ACCESS.logIn(redis.at, { user: "producer", password: "old" })).rejects.toThrow(
    /WRONGPASS/,
  );
});

test("a login over TLS is none where the server speaks without", async () => {
  await using redis = await redisStandIn(lettingIn({ producer: "new" }));
  const login = { user: "producer", password: "new", ca: "no certificate" };

  await expect(REDIS_ACCESS.logIn(redis.at, login)).rejects.toThrow();
  expect(redis.asked).toEqual([]);
});

test("a server that is not there throws", async () => {
  const nowhere = { host: "127.0.0.1", port: 1 };
  const login = { user: "producer", password: "new" };

  await expect(REDIS_ACCESS.logIn(nowhere, login)).rejects.toThrow(/ECONNREFUSED/);
});

/** A Redis whose environment has that password. */
function redisWith(password: string, { at }: { at: { host: string; port: number } }) {
  return reachedAt("redis", { 6379: at }, { REDIS_PASSWORD: password });
}

/** Nobody but who logs in as one of these: "default new". */
function closedBut(...logins: string[]): (command: string[]) => string {
  let isIn = false;
  return (command) => {
    if (command.includes("AUTH")) isIn = logins.includes(command.slice(-2).join(" "));
    return isIn ? "+OK" : "-WRONGPASS invalid username-password pair or user is disabled";
  };
}

test.each([
  ["new", []],
  ["mistyped", [expect.stringContaining("redis does not take the new password: ")]],
])("a Redis that refuses the old logins and is said to have the password %s", async (password, seen) => {
  await using redis = await redisStandIn(closedBut("default new"));

  expect(await REDIS_ACCESS.keepingOld(redisWith(password, redis))).toEqual(seen);
});

test("a Redis that has a new password for clients alone is told for its exporter's", async () => {
  await using redis = await redisStandIn(closedBut("default new", "exporter exporter"));

  expect(await REDIS_ACCESS.keepingOld(redisWith("new", redis))).toEqual([
    "redis lets the exporter in with its former password",
  ]);
});

test("a Redis that lets everyone in is told for each of the old logins", async () => {
  await using redis = await redisStandIn(() => "+OK");

  expect(await REDIS_ACCESS.keepingOld(redisWith("new", redis))).toEqual([
    "redis lets clients in without a password",
    "redis lets the exporter in with its former password",
  ]);
});

test("a Sentinel takes logins at a port of its own", () => {
  const member = (name: string) => reachedAt(name);

  expect(REDIS_ACCESS.portOf(member("redis-sentinel-1"))).toBe(26_379);
  expect(REDIS_ACCESS.portOf(member("redis-replica-1"))).toBe(6_379);
});
