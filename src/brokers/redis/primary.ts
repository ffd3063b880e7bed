import { Problem } from "../../kernel/problem.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { RedisAdmin } from "./redis-admin.ts";

/**
 * The node that takes the frames. Those behind it are not asked.
 * @param roleOf what a node says of itself: "master" takes them
 * @throws Problem when none of those that run does
 */
export async function primaryOf<Node extends Pick<RunningService, "name">>(
  nodes: readonly Node[],
  roleOf: (node: Node) => Promise<string>,
): Promise<Node> {
  const roles: string[] = [];
  for (const node of nodes) {
    const role = await roleOf(node);
    if (role === "master") return node;
    roles.push(`${node.name} is ${role}`);
  }
  throw new Problem({
    subject: "Redis",
    expected: "a primary among the nodes that run",
    seen: roles.join(", ") || "none",
    remedy:
      "wait until the Sentinels have made one (docker compose logs redis-sentinel-1), then run this again",
  });
}

/** What a node of Redis says of itself: "master", "slave" or "sentinel". */
export async function roleOf(node: RunningService): Promise<string> {
  const [role] = (await new RedisAdmin(node).command("ROLE")) as [string];
  return role;
}
