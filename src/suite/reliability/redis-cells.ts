import { Fault } from "../../faults/fault.ts";
import { isolation } from "../../faults/isolation.ts";
import { diskFull, tornTail } from "../../faults/power-cut.ts";
import { killing, pausing, stopping } from "../../faults/process.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { RedisSubject } from "../subjects/redis-subject.ts";
import type { CellPlan } from "./cell.ts";
import { consumerKilled } from "./client-faults.ts";
import { powerCutOf, powerCutOfAll, rollingRestart } from "./node-faults.ts";
import type { RedisSetting } from "./redis-setting.ts";

type Plan = CellPlan<RedisSetting>;

/** What can happen to a Redis, with one node as with more. */
const ANYWHERE: readonly Plan[] = [
  {
    fault: "producer cut off",
    lastsSeconds: 1,
    make: async (setting) => cutOff("frame-producer", await setting.primary()),
  },
  {
    fault: "consumer cut off",
    isFlowing: true,
    lastsSeconds: 1,
    make: async (setting) => cutOff("frame-consumer", await setting.primary()),
  },
  {
    fault: "consumer killed with unacknowledged frames",
    isFlowing: true,
    lastsSeconds: 1,
    make: consumerKilled,
  },
  {
    fault: "memory limit reached",
    lastsSeconds: 3,
    make: async (setting) => memoryFull(await setting.primary()),
  },
];

/** Faults of a Redis alone. */
export const REDIS_CELLS: readonly Plan[] = [
  {
    fault: "power cut",
    shows: "power cut",
    needsDisks: true,
    isQuick: true,
    lastsSeconds: 1,
    make: async (setting) => powerCutOf(setting, setting.nodes[0]),
  },
  {
    fault: "SIGKILL",
    isQuick: true,
    lastsSeconds: 1,
    make: async ({ nodes: [redis] }) => killing(redis.service),
  },
  { fault: "graceful restart", lastsSeconds: 1, make: async ({ nodes: [redis] }) => stopping(redis.service) },
  { fault: "pause of 10 s", lastsSeconds: 10, make: async ({ nodes: [redis] }) => pausing(redis.service) },
  ...ANYWHERE,
  {
    fault: "disk full",
    needsDisks: true,
    lastsSeconds: 3,
    make: async (setting) => full(setting, setting.nodes[0]),
  },
  {
    fault: "append-only file with a torn tail",
    needsDisks: true,
    lastsSeconds: 1,
    make: async (setting) =>
      tornTail(setting.nodes[0].service, setting.diskOf(setting.nodes[0]), "appendonlydir/*.incr.aof"),
  },
];

/** Faults of the primary in profile ha, and of all nodes. */
export const REDIS_HA_CELLS: readonly Plan[] = [
  {
    fault: "primary killed",
    shows: "failover",
    isQuick: true,
    isUntilTakenOver: true,
    lastsSeconds: 12,
    make: async (setting) => killing((await setting.primary()).service),
  },
  {
    fault: "primary paused for 10 s",
    shows: "failover",
    lastsSeconds: 10,
    make: async (setting) => pausing((await setting.primary()).service),
  },
  {
    fault: "primary isolated from the majority (split brain)",
    shows: "failover",
    needsTools: true,
    isUntilTakenOver: true,
    lastsSeconds: 15,
    make: async (setting) => {
      const primary = await setting.primary();
      const others = setting.nodes.filter((node) => node !== primary);
      return isolation(
        primary.service,
        [...others, ...setting.sentinels].map(({ service }) => service),
      );
    },
  },
  {
    fault: "power cut of the primary",
    shows: "power cut",
    needsDisks: true,
    lastsSeconds: 12,
    make: async (setting) => powerCutOf(setting, await setting.primary()),
  },
  {
    fault: "power cut of all nodes at once",
    shows: "power cut",
    needsDisks: true,
    lastsSeconds: 1,
    make: async (setting) => powerCutOfAll(setting),
  },
  {
    fault: "rolling restart of all nodes",
    lastsSeconds: 1,
    make: async (setting) => rollingRestart(setting, await setting.primary()),
  },
  ...ANYWHERE,
  {
    fault: "disk of the primary full",
    needsDisks: true,
    lastsSeconds: 12,
    make: async (setting) => full(setting, await setting.primary()),
  },
];

function full(setting: RedisSetting, node: RedisSubject): Fault {
  return diskFull(node.service, setting.diskOf(node));
}

/** Connections of a client are closed by the server, with frames under way. */
function cutOff(client: string, redis: RedisSubject): Fault {
  return new Fault(`${client} cut off`, async () => {
    const clients = String(await redis.command("CLIENT", "LIST")).split("\n");
    const ids = clients
      .filter((line) => line.includes(`name=${client}`))
      .map((line) => /id=(\d+)/.exec(line)?.[1] ?? "");
    if (ids.length === 0)
      throw new Undetermined(`${redis.service.name} has no client ${client} to be cut off`);
    for (const id of ids) await redis.command("CLIENT", "KILL", "ID", id);
    return {
      proof: `${ids.length} connection of ${client} closed`,
      heal: async () => "it may connect again",
    };
  });
}

/** Redis may use no more memory than it does; proved by its refusal. */
function memoryFull(redis: RedisSubject): Fault {
  return new Fault("memory limit reached", async () => {
    const { used_memory } = await redis.info();
    const limit = await redis.override("maxmemory", Math.round(Number(used_memory) * 0.9));
    const refusal = await redis.command("SET", "signoff:probe", "x").then(
      () => undefined,
      (thrown: unknown) => String(thrown),
    );
    if (!refusal?.includes("OOM")) {
      await limit.disposeAsync();
      throw new Undetermined(
        `${redis.service.name} was to refuse writes for want of memory and said ${refusal ?? "OK"}`,
      );
    }
    return {
      proof: `${redis.service.name} refuses: ${refusal.slice(0, 60)}`,
      heal: async () => {
        await limit.disposeAsync();
        return "its limit is as delivered again";
      },
    };
  });
}
