import type { RunningService } from "./running-service.ts";

const KIB = 2 ** 10;

/** Limits of control groups, of either version, and what the host has; what is not there is not printed. */
const ASKED =
  "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null; grep MemTotal /proc/meminfo";

/** How much memory the processes of a container can have at most, and whose limit that is. */
export interface ContainerMemory {
  bytes: number;
  limitedBy: "the host" | "the container";
}

/** The memory of the host, or of the container where that is less. @throws Undetermined where no container is seen */
export async function containerMemory(
  service: Pick<RunningService, "exec" | "name">,
): Promise<ContainerMemory> {
  const printed = await service.exec(["sh", "-c", ASKED]);
  const memory = memoryTold(printed);
  if (!memory) throw new Error(`${service.name} does not tell the memory of its host: ${printed.trim()}`);
  return memory;
}

/** @param printed limits in bytes, or "max" for none, a line each, and the line MemTotal of /proc/meminfo */
export function memoryTold(printed: string): ContainerMemory | undefined {
  const [, total] = /^MemTotal:\s+(\d+) kB/m.exec(printed) ?? [];
  if (total === undefined) return undefined;
  const host = Number(total) * KIB;
  const limits = [...printed.matchAll(/^\d+$/gm)].map(([limit]) => Number(limit));
  const least = Math.min(...limits);
  return least < host ? { bytes: least, limitedBy: "the container" } : { bytes: host, limitedBy: "the host" };
}
