import type { HostUse } from "./host-second.ts";
import type { ProcessUse } from "./process-table.ts";

/** What processes did between two readings, put together by whose they are. */
export interface OwnersUse {
  kernelMs: number;
  stackMs: number;
  harnessMs: number;
  othersMs: number;
  othersWrittenBytes: number;
  /** Absent where this user may not see it. */
  stackWrittenBytes?: number;
}

export function byOwner(uses: readonly ProcessUse[]): OwnersUse {
  const of = (owner: ProcessUse["owner"]) => uses.filter((each) => each.owner === owner);
  const cpu = (owner: ProcessUse["owner"]) => sum(of(owner), ({ cpuMs }) => cpuMs);
  const written = (owner: ProcessUse["owner"]) => sum(of(owner), ({ writtenBytes = 0 }) => writtenBytes);
  const stackTold = of("stack").some(({ writtenBytes }) => writtenBytes !== undefined);
  return {
    kernelMs: cpu("kernel"),
    stackMs: cpu("stack"),
    harnessMs: cpu("harness"),
    othersMs: cpu("others"),
    othersWrittenBytes: written("others"),
    ...(stackTold && { stackWrittenBytes: written("stack") }),
  };
}

function sum(uses: readonly ProcessUse[], of: (each: ProcessUse) => number): number {
  return uses.reduce((total, each) => total + of(each), 0);
}

const KEPT = 5;
/** Less than this is no use of a host that anyone has to hear of. */
const NOTICED = { cpuShare: 0.005, writtenBytes: 64 * 1024 };

/** The largest users among others: by processor time, and by what they wrote. @param capacityMs of all processors meanwhile */
export function largestUsers(uses: readonly ProcessUse[], elapsedMs: number, capacityMs: number): HostUse[] {
  const others = uses.filter(({ owner }) => owner === "others");
  const shares = others.map(({ pid, name, cpuMs, writtenBytes = 0 }) => ({
    pid,
    name,
    cpuShare: cpuMs / capacityMs,
    writtenBytes: (writtenBytes / elapsedMs) * 1e3,
  }));
  const top = (by: "cpuShare" | "writtenBytes") =>
    shares
      .filter((each) => each[by] >= NOTICED[by])
      .sort((a, b) => b[by] - a[by])
      .slice(0, KEPT);
  return [...new Set([...top("cpuShare"), ...top("writtenBytes")])];
}
