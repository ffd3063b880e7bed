import type { RunningService } from "./running-service.ts";

/** The words of every process, a process a line; one that has just ended has none. */
const ASKED = [
  "sh",
  "-c",
  `for file in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <"$file" 2>/dev/null && echo; done; true`,
];

/** A script that goes on beside a server is called so; what only answers a health check is not. */
const KEEPS = /^\S*sh \S*\/(keep-[\w-]+\.sh)\b/gm;

/** Scripts that go on beside the server of a container, as settings: "beside NAME" is "runs". */
export async function scriptsBeside(service: Pick<RunningService, "exec">): Promise<Record<string, string>> {
  return scriptsTold(await service.exec(ASKED));
}

/** @param printed the words of processes, a process a line */
export function scriptsTold(printed: string): Record<string, string> {
  return Object.fromEntries([...printed.matchAll(KEEPS)].map(([, name = ""]) => [`beside ${name}`, "runs"]));
}
