import type { Engine } from "./engine.ts";
import { execIn } from "./exec-in.ts";

/** One line for each process; one that has just ended has none. */
const OF_PROC = `for file in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < "$file" 2>/dev/null && echo; done; true`;

/**
 * The arguments of every process in a running container. The engine tells them, unless it has no control groups to find
 * them by, as a rootless one may; then the container's own shell does.
 *
 * @throws Error when neither does
 */
export async function processArguments(container: ReturnType<Engine["getContainer"]>): Promise<string> {
  try {
    const { Processes } = (await container.top({ ps_args: "-eo pid,args" })) as { Processes: string[][] };
    return Processes.flat().join("\n");
  } catch {
    return execIn(container, ["sh", "-c", OF_PROC]);
  }
}
