import { Fault } from "../../faults/fault.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { RedisAdmin } from "./redis-admin.ts";

/** Connections of a client are closed by the server, with frames under way. */
export function cutOff(client: string, redis: RedisAdmin): Fault {
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
export function memoryFull(redis: RedisAdmin): Fault {
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
