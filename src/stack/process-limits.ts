import { containerMemory } from "./container-memory.ts";
import type { RunningService } from "./running-service.ts";

/** A name of some words, the limit in force and the one that it may be raised to, with columns between. */
const LINE = /^Max (\S+(?: \S+)*)\s{2,}(unlimited|\d+)\s+(?:unlimited|\d+)\b/gm;

/**
 * What the kernel grants the first process of a container, and those that it starts: getrlimit(2), and "limit memory" of the
 * container in bytes.
 */
export async function processLimits(
  service: Pick<RunningService, "exec" | "name">,
): Promise<Record<string, string>> {
  const [printed, memory] = await Promise.all([
    service.exec(["cat", "/proc/1/limits"]),
    containerMemory(service),
  ]);
  const limit = memory.limitedBy === "the container" ? String(memory.bytes) : "unlimited";
  return { ...limitsTold(printed), "limit memory": limit };
}

/** @param printed the text of /proc/PID/limits @returns "limit open files" and so on: a number, or "unlimited" */
export function limitsTold(printed: string): Record<string, string> {
  return Object.fromEntries(
    [...printed.matchAll(LINE)].map(([, name = "", value = ""]) => [`limit ${name}`, value]),
  );
}
