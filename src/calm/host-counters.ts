import { join } from "node:path";
import { cpuTimes } from "./cpu-times.ts";
import { diskStats } from "./disk-stats.ts";
import { stalledUs } from "./pressure.ts";
import { readText } from "./read-text.ts";

/** Figures of the whole host that only grow; one that it does not tell is absent. */
export interface HostCounters {
  idleMs?: number;
  stealMs?: number;
  interruptMs?: number;
  cpuStalledUs?: number;
  ioStalledUs?: number;
  memoryStalledUs?: number;
  diskBytes?: number;
  diskFlushes?: number;
  diskBusyMs?: number;
}

/** Reads them all. @param proc where /proc is @param disk its numbers, if it is known */
export function hostCounters(proc: string, disk: string | undefined): HostCounters {
  const text = (name: string) => readText(join(proc, name)) ?? "";
  const cpu = cpuTimes(text("stat"));
  const stats = disk === undefined ? undefined : diskStats(text("diskstats"), disk);
  return {
    ...(cpu && { idleMs: cpu.idleMs, stealMs: cpu.stealMs, interruptMs: cpu.interruptMs }),
    ...present("cpuStalledUs", stalledUs(text("pressure/cpu"))),
    ...present("ioStalledUs", stalledUs(text("pressure/io"))),
    ...present("memoryStalledUs", stalledUs(text("pressure/memory"))),
    ...(stats && { diskBytes: stats.writtenBytes, diskBusyMs: stats.busyMs }),
    ...present("diskFlushes", stats?.flushes),
  };
}

function present(name: keyof HostCounters, value: number | undefined): HostCounters {
  return value === undefined ? {} : { [name]: value };
}
