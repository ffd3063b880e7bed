import { RedisAdmin } from "../../brokers/redis/redis-admin.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { OwnCommand } from "./own-command-list.ts";

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

/** Says so where a command has not printed what it has to. */
export function unlessPrints(pattern: RegExp): NonNullable<OwnCommand["otherwise"]> {
  return ({ printed }) => (pattern.test(printed) ? undefined : `it does not print ${pattern}`);
}

/** What a command should have marked as not so, and has not; nothing where each of the names is. */
export function unmarked(stdout: string, names: readonly string[]): string | undefined {
  const left = names.filter((name) => !new RegExp(`^✖ ${RegExp.escape(name)}(?= )`, "m").test(stdout));
  return left.length > 0 ? `it does not mark ${left.join(", ")}` : undefined;
}
