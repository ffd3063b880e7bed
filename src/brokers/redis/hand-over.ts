import { done, notYet, until } from "../../kernel/wait.ts";
import type { RedisAdmin } from "./redis-admin.ts";
import { PRIMARY } from "./redis-connection.ts";
import type { SentinelProbe } from "./sentinel.ts";

/** Longer than a failover takes: nothing may be confirmed by the old primary once another node has been chosen. */
const PAUSED_MS = 60_000;
const HANDED_OVER_WITHIN_MS = 45_000;

interface Members {
  nodes: readonly RedisAdmin[];
  witnesses: readonly SentinelProbe[];
}

/**
 * Has the Sentinels make another node the primary. Until it is one, the old primary holds its writes: else the replica that
 * follows it still could let it confirm frames that the new primary never had.
 * @throws DeadlinePassed when it stays the primary; it takes frames again then
 */
export async function handOver(primary: RedisAdmin, { nodes, witnesses }: Members): Promise<void> {
  const [sentinel] = witnesses;
  if (!sentinel) return;
  const { name } = primary.service;
  await primary.command("CLIENT", "PAUSE", PAUSED_MS, "WRITE");
  try {
    await caughtUp(primary, nodes.length - 1);
    await sentinel.order("FAILOVER", PRIMARY);
    await until(
      `the Sentinels agree upon another primary than ${name}`,
      { deadlineMs: HANDED_OVER_WITHIN_MS },
      () => followed(name, { nodes, witnesses }),
    );
  } catch (thrown) {
    await primary.command("CLIENT", "UNPAUSE").catch(() => undefined);
    throw thrown;
  }
}

/** Nothing more comes in, so that every replica soon has all of it. */
async function caughtUp(primary: RedisAdmin, replicas: number): Promise<void> {
  await until("every replica has what the primary has", { deadlineMs: 10_000 }, async () => {
    const info = await primary.info();
    const lines = [info.slave0, info.slave1].filter((line) => line?.includes("state=online"));
    const behind = lines.filter((line) => !line?.includes(`offset=${info.master_repl_offset},`));
    return lines.length >= replicas && behind.length === 0
      ? done(undefined)
      : notYet(`${lines.length} follow, ${behind.length} of them are behind ${info.master_repl_offset}`);
  });
}

/** Another node is the primary, and one that follows it lets it confirm frames. */
async function followed(former: string, { nodes, witnesses }: Members) {
  const named = await Promise.all(witnesses.map(async (each) => (await each.view()).primary));
  const [next] = named;
  if (next === former || named.some((each) => each !== next)) return notYet(`they say ${named.join(", ")}`);
  const info = await nodes.find(({ service }) => service.name === next)?.info();
  return info?.role === "master" && info.slave0?.includes("state=online")
    ? done(undefined)
    : notYet(`${next} is ${info?.role}, followed by ${info?.slave0 ?? "nobody"}`);
}
