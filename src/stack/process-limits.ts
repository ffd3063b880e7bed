import type { RunningService } from "./running-service.ts";

/** A name of some words, the limit in force and the one that it may be raised to, with columns between. */
const LINE = /^Max (\S+(?: \S+)*)\s{2,}(unlimited|\d+)\s+(?:unlimited|\d+)\b/gm;

/** What the kernel grants the first process of a container, and those that it starts: getrlimit(2). */
export async function processLimits(service: Pick<RunningService, "exec">): Promise<Record<string, string>> {
  return limitsTold(await service.exec(["cat", "/proc/1/limits"]));
}

/** @param printed the text of /proc/PID/limits @returns "limit open files" and so on: a number, or "unlimited" */
export function limitsTold(printed: string): Record<string, string> {
  return Object.fromEntries(
    [...printed.matchAll(LINE)].map(([, name = "", value = ""]) => [`limit ${name}`, value]),
  );
}
