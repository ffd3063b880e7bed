import { Fault } from "../../faults/fault.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { NatsAdmin } from "./nats-admin.ts";

const FAILS_OVER_WITHIN_MS = 30_000;

/** The others make one of them the leader of the stream. @param cut what keeps the old one from them; healed afterwards */
export function takenOver(
  other: Pick<NatsAdmin, "stream">,
  { from, cut }: { from: string; cut: Fault },
): Fault {
  return new Fault("another leader takes over", async () => {
    await until("another node is the leader", { deadlineMs: FAILS_OVER_WITHIN_MS }, async () => {
      const leader = (await other.stream()).cluster?.leader;
      return !leader || leader === from ? notYet(`it is ${leader ?? "nobody"}`) : done(undefined);
    });
    return { proof: "the others name another leader", heal: () => cut.heal() };
  });
}
