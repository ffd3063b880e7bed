import { done, notYet, until } from "../../kernel/wait.ts";
import type { Fault } from "./drill.ts";
import { lasting } from "./faults.ts";
import type { AlertWorld } from "./world.ts";

const SCRAPED_WITHIN_MS = 10_000;
/** How far a share may move by itself before the limit is moved after it. */
const DRIFT = 0.03;

/** The command that sets a limit of a running node, and the series of the limit and of what it limits. */
const LIMITS = {
  memory: {
    command: ["set_vm_memory_high_watermark", "absolute"],
    used: "rabbitmq_process_resident_memory_bytes",
    limit: "rabbitmq_resident_memory_limit_bytes",
    limitFor: (used: number, share: number) => used / share,
    shareOf: (used: number, limit: number) => used / limit,
  },
  disk: {
    command: ["set_disk_free_limit"],
    used: "rabbitmq_disk_space_available_bytes",
    limit: "rabbitmq_disk_space_available_limit_bytes",
    limitFor: (available: number, share: number) => available * share,
    shareOf: (available: number, limit: number) => limit / available,
  },
};

/**
 * Moves a limit of a running node to where it is reached to that share, and after what it limits as that moves; the
 * deployed limit is put back at the end.
 *
 * @param share memory used of its limit, or the limit of disk available; past 1 the node raises its alarm
 */
export async function limitAt(
  { cluster, prometheus }: AlertWorld,
  kind: keyof typeof LIMITS,
  share: number,
  nodeName = "rabbitmq",
): Promise<Fault> {
  const { command, used, limit, limitFor, shareOf } = LIMITS[kind];
  const { service } = cluster.node(nodeName);
  const figure = (metric: string) =>
    until(`Prometheus has ${metric} of ${nodeName}`, { deadlineMs: SCRAPED_WITHIN_MS }, async () => {
      const [series] = await prometheus.query(`${metric}{instance="${nodeName}:15692"}`);
      return series ? done(series.value) : notYet("it has none");
    });
  const set = (bytes: number) => service.exec(["rabbitmqctl", "-q", ...command, String(Math.round(bytes))]);
  const move = async () => set(limitFor(await figure(used), share));
  return lasting(
    async (undo) => {
      const deployed = await figure(limit);
      undo.defer(async () => {
        await set(deployed);
      });
      await move();
    },
    {
      async goOn() {
        const drift = shareOf(await figure(used), await figure(limit)) - share;
        if (Math.abs(drift) > DRIFT) await move();
      },
    },
  );
}
