import { RedisAdmin } from "../../brokers/redis/redis-admin.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { RunningService } from "../../stack/running-service.ts";

const PRINTED = 120;

/** How many frames a Redis says it was sent since it was started, refused ones included. */
export async function framesTakenBy(redis: RunningService | undefined): Promise<number> {
  if (!redis) throw new Undetermined("no Redis of the composed stack runs");
  const { cmdstat_xadd = "" } = await new RedisAdmin(redis).info();
  return Number(/(?:^|,)calls=(\d+)/.exec(cmdstat_xadd)?.[1] ?? 0);
}

/** What a command printed, for a table. */
export function shortened(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ").slice(0, PRINTED);
}
