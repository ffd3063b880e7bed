import { expect, test } from "vitest";
import { lettingIn, redisStandIn } from "../../brokers/redis/redis-stand-in.ts";
import type { HostPort } from "../../stack/running-service.ts";
import { reachedAt } from "../../stack/testing.ts";
import { type Credentials, newCredentials } from "./credentials.ts";
import { formerLogins } from "./former-logins.ts";

const [former, now] = [await newCredentials(), await newCredentials()];
/** One look, whenever its answer comes. */
const ONE_LOOK = { deadlineMs: 30_000, everyMs: 30_000 };

const reached = (name: string, port: number, at: HostPort) => reachedAt(name, { [port]: at });
const passwords = (given: Credentials) => ({
  producer: given.PRODUCER_PASSWORD,
  consumer: given.CONSUMER_PASSWORD,
  default: given.REDIS_PASSWORD ?? "",
  exporter: given.REDIS_EXPORTER_PASSWORD ?? "",
});

test("a server that takes the new passwords of all its users, and none of the former, keeps nothing", async () => {
  await using redis = await redisStandIn(lettingIn(passwords(now)));
  const servers = [reached("redis", 6379, redis.at), reached("redis-sentinel-1", 26379, redis.at)];

  expect(await formerLogins(servers, { former, now }, ONE_LOOK)).toEqual([]);
});

test("who is let in with the former password, or not with the new one, is named with the server", async () => {
  const mixed = { ...passwords(now), exporter: former.REDIS_EXPORTER_PASSWORD ?? "" };
  await using redis = await redisStandIn(lettingIn(mixed));

  expect(await formerLogins([reached("redis", 6379, redis.at)], { former, now }, ONE_LOOK)).toEqual([
    "redis lets exporter in with the former password",
    "redis does not let exporter in: WRONGPASS invalid username-password pair",
  ]);
});

test("a server that answers nobody is no server that refuses the former passwords", async () => {
  const silent = reached("rabbitmq-2", 5672, { host: "127.0.0.1", port: 1 });

  expect(await formerLogins([silent], { former, now }, ONE_LOOK)).toEqual(
    ["producer", "consumer", now.RABBITMQ_USER].map((user) =>
      expect.stringMatching(`^rabbitmq-2 does not let ${user} in: .*ECONNREFUSED`),
    ),
  );
});
