import { expect, test } from "vitest";
import type { Service } from "../../stack/compose-file.ts";
import type { HostPort } from "../../stack/running-service.ts";
import { reachedAt } from "../../stack/testing.ts";
import { redisStandIn } from "./redis-stand-in.ts";
import { redisUsers } from "./redis-users.ts";

/** Of ACL DRYRUN USER COMMAND ARGUMENTS the user and the command. */
const isAllowed = ([, , user, name]: string[]) =>
  (user === "producer" && name === "XADD") || (user === "watcher" && name === "KEYS");

const answer = (command: string[]) => {
  const isDryRun = command[1]?.toUpperCase() === "DRYRUN";
  return isDryRun && !isAllowed(command) ? "+User has no permissions" : "+OK";
};

function service(name: string, environment: Service["environment"], at?: HostPort) {
  return reachedAt(name, at ? { 6379: at } : {}, environment);
}

test("each user is allowed what the server would let it do, and nothing is done", async () => {
  await using server = await redisStandIn(answer);
  const redis = service("redis", {}, server.at);
  const exporter = service("redis-exporter", { REDIS_USER: "watcher" });

  const users = await redisUsers(redis, [exporter]);

  expect(users.map(({ user, allowed }) => ({ user, allowed }))).toEqual([
    { user: "redis: watcher", allowed: ["KEYS *"] },
    { user: "redis: producer", allowed: ["XADD frames * frame x", "XADD other * frame x"] },
    { user: "redis: consumer", allowed: [] },
  ]);
  expect(users.map(({ needed }) => needed.at(-1))).toEqual(["CLIENT LIST", "XADD frames * frame x", "EXEC"]);
  const done = server.asked.filter(
    ([name]) => !["ACL", "hello", "client", "info", "select"].includes(name ?? ""),
  );
  expect(done).toEqual([]);
});

test("an exporter that names no user is the one who may do all", async () => {
  await using server = await redisStandIn(answer);

  const [exporter] = await redisUsers(service("redis", {}, server.at), [service("redis-exporter", {})]);

  expect(exporter?.user).toBe("redis: default");
});
