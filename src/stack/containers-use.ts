import { z } from "zod";
import { Undetermined } from "../kernel/undetermined.ts";
import { engine } from "./engine.ts";
import type { RunningService } from "./running-service.ts";

/** What containers have used since they were started, and hold now. */
export interface ContainersUse {
  /** Processor time, of all processors. */
  cpuMs: number;
  /** Memory of their processes, without the page cache, which the kernel takes back when others need it. */
  memoryMib: number;
  /** Bytes that have come over the network, and gone, with all that carries them. */
  network: { in: number; out: number };
}

/** What is read of the engine's answer. Anonymous memory is `rss` in control groups of version 1, `anon` in those of version 2. */
const STATS = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
  memory_stats: z.object({
    stats: z.object({
      total_rss: z.number().optional(),
      rss: z.number().optional(),
      anon: z.number().optional(),
    }),
  }),
  // None of those that have the host's network.
  networks: z.record(z.string(), z.object({ rx_bytes: z.number(), tx_bytes: z.number() })).optional(),
});

/** What the containers of services use together. @throws Undetermined where the engine does not tell it of one */
export async function useOf(services: readonly RunningService[]): Promise<ContainersUse> {
  const docker = await engine();
  const each = services.map(async ({ id, name }) => {
    // Without it the engine waits a second for a second reading.
    const answer: unknown = await docker.getContainer(id).stats({ stream: false, "one-shot": true });
    return useIn(answer, name);
  });
  const uses = await Promise.all(each);
  const sum = (of: (use: ContainersUse) => number) => uses.reduce((total, use) => total + of(use), 0);
  return {
    cpuMs: sum(({ cpuMs }) => cpuMs),
    memoryMib: sum(({ memoryMib }) => memoryMib),
    network: { in: sum(({ network }) => network.in), out: sum(({ network }) => network.out) },
  };
}

/** @param answer of the engine, about one container */
export function useIn(answer: unknown, name: string): ContainersUse {
  const parsed = STATS.safeParse(answer);
  const { total_rss, rss, anon } = parsed.data?.memory_stats.stats ?? {};
  const bytes = total_rss ?? rss ?? anon;
  if (!parsed.success || bytes === undefined)
    throw new Undetermined(`the engine does not tell processor time and memory of ${name}`);
  const networks = Object.values(parsed.data.networks ?? {});
  return {
    cpuMs: parsed.data.cpu_stats.cpu_usage.total_usage / 1e6,
    memoryMib: bytes / 2 ** 20,
    network: {
      in: networks.reduce((sum, { rx_bytes }) => sum + rx_bytes, 0),
      out: networks.reduce((sum, { tx_bytes }) => sum + tx_bytes, 0),
    },
  };
}
