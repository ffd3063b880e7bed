import { OWN_PREFIX } from "../destinations.ts";
import type { RedisAdmin } from "./redis-admin.ts";

const SCAN_COUNT = 1_000;

/** Removes the keys that are going, and asks for no other. @returns their names */
export async function removeStreams(
  redis: Pick<RedisAdmin, "command">,
  isGoing: (name: string) => boolean,
): Promise<string[]> {
  const removed: string[] = [];
  let cursor = "0";
  do {
    const reply = await redis.command("SCAN", cursor, "MATCH", `${OWN_PREFIX}.*`, "COUNT", SCAN_COUNT);
    const [next, keys] = reply as [string, string[]];
    cursor = next;
    for (const key of keys.filter(isGoing)) {
      await redis.command("UNLINK", key);
      removed.push(key);
    }
  } while (cursor !== "0");
  return removed;
}
