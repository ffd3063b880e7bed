import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import type { CalmLimits } from "./calm-limits.ts";
import type { HostSecond } from "./host-second.ts";
import type { ProcessTimes } from "./process-times.ts";

type Described = readonly [pid: number, name: string, parent: number, started?: number];

/** Processes of a unit test, by pid; the children of 2 are threads of the kernel. */
export function processesOf(...described: readonly Described[]): Map<number, ProcessTimes> {
  return new Map(
    described.map(([pid, name, parent, started = 1]) => [
      pid,
      { pid, name, parent, started, isKernel: parent === 2, ownMs: 0, endedChildrenMs: 0 },
    ]),
  );
}

interface Running {
  pid: number;
  name: string;
  parent?: number;
  ownMs?: number;
  endedChildrenMs?: number;
  writtenBytes?: number;
  isKernel?: boolean;
  started?: number;
}

/** A host of files alone: a folder for /proc and one for /sys, in the texts of the kernel. */
export class HostOfFiles {
  readonly proc: string;
  readonly sys: string;

  constructor() {
    const root = scratchFolder("calm-host-");
    this.proc = join(root, "proc");
    this.sys = join(root, "sys");
    mkdirSync(this.proc);
    mkdirSync(this.sys);
  }

  /** Two processors. */
  cpu({ idleMs = 0, stealMs = 0, interruptMs = 0 }): void {
    const ticks = [0, 0, 0, idleMs, 0, 0, interruptMs, stealMs, 0, 0].map((ms) => ms / 10).join(" ");
    this.write("proc/stat", `cpu  ${ticks}\ncpu0 ${ticks}\ncpu1 ${ticks}\n`);
  }

  pressure(resource: "cpu" | "io" | "memory", us: number): void {
    this.write(`proc/pressure/${resource}`, pressureText(us));
  }

  process({ pid, name, parent = 1, ownMs = 0, endedChildrenMs = 0, ...others }: Running): void {
    const { writtenBytes, isKernel = false, started = 1 } = others;
    const flags = isKernel ? 0x00200000 : 0;
    const times = `${ownMs / 10} 0 ${endedChildrenMs / 10} 0`;
    this.write(
      `proc/${pid}/stat`,
      `${pid} (${name}) S ${parent} 1 1 0 -1 ${flags} 0 0 0 0 ${times} 20 0 1 0 ${started} 0`,
    );
    if (writtenBytes !== undefined) this.write(`proc/${pid}/io`, `write_bytes: ${writtenBytes}\n`);
  }

  ended(pid: number): void {
    rmSync(join(this.proc, String(pid)), { recursive: true });
  }

  /** @param path below the host's root, as "proc/21/cgroup" */
  write(path: string, text: string): void {
    const file = join(dirname(this.proc), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** As the kernel writes it. */
export function pressureText(us: number): string {
  return `some avg10=0.00 avg60=0.00 avg300=0.00 total=${us}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n`;
}

/** Limits for tests: others may have a tenth of the processors. */
export const LIMITS: CalmLimits = {
  processorShare: 0.1,
  memoryShare: 0.1,
  writtenBytes: 1e6,
  controlMs: 5,
  controlFsyncMs: 5,
  stackProcessorShare: 0.9,
  stackWrittenBytes: 1e9,
};

/** So many seconds from 0 on, of which a compiler used that share of the processors. */
export function usedByOthers(count: number, othersCpuShare: number): HostSecond[] {
  return Array.from({ length: count }, (_, index) => ({
    fromMs: index * 1e3,
    toMs: (index + 1) * 1e3,
    othersCpuShare,
    pressure: {},
    users: [{ pid: 4711, name: "cc1plus", cpuShare: othersCpuShare, writtenBytes: 0 }],
  }));
}
