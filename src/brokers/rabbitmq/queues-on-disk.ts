import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";

const WITHIN_MS = 30_000;
const EVERY_MS = 250;

/**
 * Fails for a member of a quorum queue that Ra's tables do not have yet. Ra writes a new member's name and term a moment
 * after its log: killed in between, a node of RabbitMQ 4.0 comes back with a queue that has no leader (rabbitmq-server
 * issue 15725). The folder is where a node keeps its data unless its environment names another.
 */
export const MEMBERS_ARE_KNOWN = `
for folder in "\${RABBITMQ_MNESIA_BASE:-$1}"/*/quorum/*; do
  [ -f "$folder/names.dets" ] || continue
  for member in "$folder"/2F_*; do
    [ -d "$member" ] || continue
    for table in names meta; do
      grep -q "\${member##*/}" "$folder/$table.dets" && continue
      echo "$table.dets lacks \${member##*/}"
      exit 1
    done
  done
done
`;

/** Waits until what is declared on a node outlives its SIGKILL. @throws DeadlinePassed that says what is missing */
export async function queuesOnDisk(service: Pick<RunningService, "run">): Promise<void> {
  const asked = ["sh", "-c", MEMBERS_ARE_KNOWN, "sh", "/var/lib/rabbitmq/mnesia"];
  await until("its queues are on disk", { deadlineMs: WITHIN_MS, everyMs: EVERY_MS }, async () => {
    const { exitCode, output } = await service.run(asked);
    return exitCode === 0 ? done(undefined) : notYet(output.trim());
  });
}
