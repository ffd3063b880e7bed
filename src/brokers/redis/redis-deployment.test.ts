import { expect, test, vi } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { redis } from "./redis.ts";
import { RedisDeployment } from "./redis-deployment.ts";
import type { SentinelView } from "./sentinel.ts";

const VIEW: SentinelView = { primary: "redis-replica-1", flags: "master", replicas: 2, otherSentinels: 2 };
const QUIET = { loading: "0", aof_rewrite_in_progress: "0", aof_rewrite_scheduled: "0" };
const FOLLOWED = { slave0: "ip=redis,state=online", slave1: "ip=redis-replica-2,state=online" };

interface World {
  /** What the last Sentinel says otherwise than the others. */
  view?: Partial<SentinelView>;
  /** What the primary says otherwise. */
  primary?: Record<string, string>;
  /** What a replica says otherwise. */
  replica?: Record<string, string>;
}

/** Three nodes and three Sentinels that say this; the real ones can't be held in these states. */
function deploymentWith({ view = {}, primary = {}, replica = {} }: World = {}) {
  const [first, ...others] = redis.nodes;
  const deployment = new RedisDeployment(redis, {
    nodes: [reachedAt(first), ...others.map((name) => reachedAt(name))],
    witnesses: redis.witnesses.map((name) => reachedAt(name)),
    disks: [],
  });
  for (const [index, sentinel] of deployment.witnesses.entries()) {
    const isLast = index === deployment.witnesses.length - 1;
    vi.spyOn(sentinel, "view").mockResolvedValue({ ...VIEW, ...(isLast ? view : {}) });
  }
  for (const node of deployment.nodes) {
    const isPrimary = node.service.name === VIEW.primary;
    const said = isPrimary
      ? { ...QUIET, ...FOLLOWED, role: "master", ...primary }
      : { ...QUIET, role: "slave", ...replica };
    vi.spyOn(node, "info").mockResolvedValue(said);
  }
  return deployment;
}

test("it is whole when the Sentinels agree, both replicas follow and nobody writes files anew", async () => {
  await expect(deploymentWith().whole(0)).resolves.toBeUndefined();
});

test.each<[World, string]>([
  [{ view: { primary: "redis" } }, "a Sentinel says redis master"],
  [{ view: { flags: "master,s_down" } }, "a Sentinel says redis-replica-1 master,s_down"],
  [{ view: { replicas: 1 } }, "a Sentinel knows 1 replicas and 2 other Sentinels"],
  [{ view: { otherSentinels: 1 } }, "a Sentinel knows 2 replicas and 1 other Sentinels"],
  [{ primary: { role: "slave" } }, "redis-replica-1 is slave"],
  [{ primary: { slave1: "state=wait_bgsave" } }, "1 of 2 replicas follow redis-replica-1"],
  [{ replica: { loading: "1" } }, "redis loads its data"],
  [{ replica: { aof_rewrite_scheduled: "1" } }, "redis writes its append-only file anew"],
])("what is missing is said: %j", async (world, missing) => {
  await expect(deploymentWith(world).whole(0)).rejects.toThrow(missing);
});

test("replicas without an append-only file are named where nothing is confirmed", async () => {
  const deployment = deploymentWith();
  const says = (values: Record<string, string>) => {
    for (const node of deployment.nodes)
      vi.spyOn(node, "setting").mockImplementation(async () => values[node.service.name] ?? "yes");
    return deployment.whyUnconfirmed();
  };

  expect(await says({})).toBeUndefined();
  expect(await says({ "redis-replica-1": "no" })).toBe(
    "WAITAOF wants a primary and a replica with an append-only file; redis-replica-1 says appendonly no",
  );
  expect(await says({ "redis-replica-1": "no", "redis-replica-2": "no" })).toContain(
    "redis-replica-1 and redis-replica-2 say appendonly no",
  );
});

test("the node in front is the one that the Sentinels name", async () => {
  expect((await deploymentWith().front()).service.name).toBe("redis-replica-1");
});
