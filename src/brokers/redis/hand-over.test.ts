import { expect, test } from "vitest";
import { handOver } from "./hand-over.ts";
import type { RedisAdmin } from "./redis-admin.ts";
import type { SentinelProbe } from "./sentinel.ts";

/** Three nodes and two Sentinels, which make b the primary when they are ordered to; or refuse. */
function members({ refusal }: { refusal?: string } = {}) {
  const acts: string[] = [];
  let primary = "a";
  const infoOf = (name: string) =>
    name === primary
      ? {
          ...{ role: "master", master_repl_offset: "7" },
          ...{ slave0: "ip=x,state=online,offset=7,lag=0", slave1: "ip=y,state=online,offset=7,lag=0" },
        }
      : { role: "slave" };
  const nodes = ["a", "b", "c"].map((name) => ({
    service: { name },
    info: async () => infoOf(name),
    command: async (...words: unknown[]) => void acts.push(`${name}: ${words.join(" ")}`),
  })) as unknown as [RedisAdmin, RedisAdmin, RedisAdmin];
  const sentinel = {
    view: async () => ({ primary }),
    order: async (...words: string[]) => {
      acts.push(`Sentinel: ${words.join(" ")}`);
      if (refusal) throw new Error(refusal);
      primary = "b";
    },
  } as unknown as SentinelProbe;
  return { nodes, witnesses: [sentinel, sentinel], acts };
}

test("the primary holds its writes before another is chosen, and goes on holding them", async () => {
  const { nodes, witnesses, acts } = members();

  await handOver(nodes[0], { nodes, witnesses });

  expect(acts).toEqual(["a: CLIENT PAUSE 60000 WRITE", "Sentinel: FAILOVER frames"]);
});

test("a primary that stays takes frames again", async () => {
  const { nodes, witnesses, acts } = members({ refusal: "NOGOODSLAVE" });

  await expect(handOver(nodes[0], { nodes, witnesses })).rejects.toThrow("NOGOODSLAVE");

  expect(acts.at(-1)).toBe("a: CLIENT UNPAUSE");
});

test("a node without Sentinels has nobody to hand over to", async () => {
  const { nodes, acts } = members();

  await handOver(nodes[0], { nodes: [nodes[0]], witnesses: [] });

  expect(acts).toEqual([]);
});
