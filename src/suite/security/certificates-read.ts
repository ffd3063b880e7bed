import type { RunningService } from "../../stack/running-service.ts";
import { CERTIFICATES, CERTIFICATES_READ } from "./allowed.ts";

/** What the container's own user may read there. */
const ASKED = ["sh", "-c", `for file in ${CERTIFICATES}/*; do [ ! -r "$file" ] || echo "$file"; done`];

/** Nodes that may read more of the certificates than they need: whoever has the authority's key makes certificates in its name. */
export async function certificatesBeyondNeed(
  nodes: readonly Pick<RunningService, "name" | "exec">[],
): Promise<string[]> {
  const found = nodes.map(async (node) => {
    const readable = (await node.exec(ASKED)).split("\n").filter((file) => file.startsWith(CERTIFICATES));
    const beyond = readable
      .map((file) => file.slice(CERTIFICATES.length + 1))
      .filter((file) => !CERTIFICATES_READ.includes(file));
    return beyond.map(
      (file) => `${node.name} may read ${CERTIFICATES}/${file}, allowed are ${CERTIFICATES_READ.join(", ")}`,
    );
  });
  return (await Promise.all(found)).flat();
}
