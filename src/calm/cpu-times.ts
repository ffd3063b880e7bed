/** The unit of /proc/stat and /proc/<pid>/stat, USER_HZ: a hundredth of a second on every processor that Node runs on. */
export const TICK_MS = 10;

/** What all processors together did since the host started, in ms of processor time. */
export interface CpuTimes {
  processors: number;
  /** Nothing to do, waiting for a disk included. */
  idleMs: number;
  /** Taken by the hypervisor for others while there was something to do. */
  stealMs: number;
  /** Interrupts and what they leave to do, as the packets of a network: no process does it. */
  interruptMs: number;
}

/** @param text of /proc/stat */
export function cpuTimes(text: string): CpuTimes | undefined {
  const [, all] = /^cpu +(.*)$/m.exec(text) ?? [];
  if (all === undefined) return undefined;
  const ticks = all.trim().split(/ +/).map(Number);
  const ms = (...fields: number[]) => fields.reduce((sum, field) => sum + (ticks[field] ?? 0), 0) * TICK_MS;
  return {
    processors: text.match(/^cpu\d+ /gm)?.length ?? 1,
    idleMs: ms(3, 4),
    stealMs: ms(7),
    interruptMs: ms(5, 6),
  };
}
