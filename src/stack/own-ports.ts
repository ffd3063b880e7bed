import { Problem } from "../kernel/problem.ts";
import type { Service } from "./compose-file.ts";
import { heldPorts } from "./host-ports.ts";

/**
 * Looks whether the ports that services of a folder publish lead to that folder's own containers, or to those of this
 * run. One that nobody listens on leads to nothing, and the client says so.
 *
 * @throws Problem that names who holds a port that is not the folder's
 */
export async function mustLeadToFolder(services: readonly Service[], root: string): Promise<void> {
  const ports = services.flatMap((service) => service.ports.map(({ hostPort }) => hostPort));
  const held = await heldPorts(ports, root);
  const others = held.filter(({ isThisStack, isThisRun }) => !isThisStack && !isThisRun);
  if (others.length === 0) return;
  throw new Problem({
    subject: `the composed stack of ${root}`,
    expected: `its own containers at the ports ${ports.join(", ")}`,
    seen: others.map(({ port, holder }) => `port ${port} held by ${holder}`).join("; "),
    remedy: "start the stack of this folder (docker compose up -d --wait), or name that broker with --url",
  });
}
