import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { DrillGround, LastingFault } from "../drill.ts";
import { lasting } from "../drill-faults.ts";

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
  { members, figure }: Pick<DrillGround, "members" | "figure">,
  kind: keyof typeof LIMITS,
  share: number,
  node: RunningService = members.nodes[0],
): Promise<LastingFault> {
  const { command, used, limit, limitFor, shareOf } = LIMITS[kind];
  const told = (metric: string) =>
    until(`Prometheus has ${metric} of ${node.name}`, { deadlineMs: SCRAPED_WITHIN_MS }, async () => {
      const value = await figure(`${metric}{instance="${node.name}:15692"}`);
      return value === undefined ? notYet("it has none") : done(value);
    });
  const set = (bytes: number) => node.exec(["rabbitmqctl", "-q", ...command, String(Math.round(bytes))]);
  const move = async () => set(limitFor(await told(used), share));
  return lasting(
    async (undo) => {
      const deployed = await told(limit);
      undo.defer(async () => {
        await set(deployed);
      });
      await move();
    },
    {
      async goOn() {
        const drift = shareOf(await told(used), await told(limit)) - share;
        if (Math.abs(drift) > DRIFT) await move();
      },
    },
  );
}
