import { expect, test } from "vitest";
import type { Broker } from "../../brokers/broker.ts";
import type { Deployment, DeploymentParts } from "../../brokers/deployment.ts";
import { redis } from "../../brokers/redis/redis.ts";
import type { ComposedStack } from "../../stack/composed-stack.ts";
import { unexpectedWithTls } from "./tls-settings.ts";

type Settings = Record<string, string>;

const DEFAULTS = { appendfsync: "everysec", save: "3600 1", "tls-protocols": "" };
const SOUND = { ...DEFAULTS, appendfsync: "always", "min-replicas-to-write": "1" };
const NODES = ["redis", "redis-replica-1", "redis-replica-2"];

/** A stack in which these run. */
const running = (...names: string[]) => ({
  started: async () => ({ running: async () => names.map((name) => ({ name })) }) as unknown as ComposedStack,
});
const seen = (inHa: Settings, ...names: string[]) =>
  unexpectedWithTls(running(...names), running("redis"), [redisSet(inHa)]);

/** Redis without Sentinels, whose nodes of profile ha are set so. */
function redisSet(inHa: Settings): Broker {
  const of = async ({ nodes }: DeploymentParts) => {
    const settings = async () =>
      nodes.map(({ name }) => ({
        ...{ member: name, of: "redis", defaults: DEFAULTS },
        settings: nodes.length > 1 ? inHa : SOUND,
      }));
    return { settings } as unknown as Deployment;
  };
  return { ...redis, witnesses: [], deployment: { front: "primary", isolationSeconds: 1, diskMiB: 1, of } };
}

test("members that config/tls gives certificates and a port alone are as expected", async () => {
  const set = { ...SOUND, "tls-port": "6390", "tls-protocols": "TLSv1.2 TLSv1.3" };

  expect(await seen(set, ...NODES)).toEqual({
    count: 0,
    details: { seen: "none", "settings read": 15 },
  });
});

test.for([
  [{ appendfsync: "everysec" }, "redis: appendfsync everysec (expected always)"],
  [{ "tls-protocols": "TLSv1 TLSv1.2" }, "redis: tls-protocols TLSv1 TLSv1.2 (expected "],
  [{ save: "" }, "redis: save is empty (expected 3600 1, as where block1/persistence/rdb-configured is "],
] as const)("%j with config/tls is named, with the member", async ([changed, told]) => {
  const { count, details } = await seen({ ...SOUND, ...changed }, ...NODES);

  expect(count).toBe(3);
  expect(details.seen).toContain(told);
});

test("a member that does not run leaves it open", async () => {
  await expect(seen(SOUND, ...NODES.slice(1))).rejects.toThrow("redis of the trial stack does not run");
});
