import type { HostSecond, HostUse } from "./host-second.ts";

const NAMED = 3;
/** Less than a hundredth of the processors, or a tenth of a MiB per second, is not worth a name. */
export const WORTH_NAMING = { cpuShare: 0.01, writtenBytes: 2 ** 20 / 10 };

/**
 * The largest users of these seconds among others, at most three: by processor time, and by what they wrote. Where
 * somebody wrote, the largest writer is one of them.
 */
export function largestUsersIn(seconds: readonly HostSecond[]): HostUse[] {
  const all = averages(seconds);
  const by = (figure: keyof typeof WORTH_NAMING) =>
    all.filter((each) => each[figure] >= WORTH_NAMING[figure]).sort((a, b) => b[figure] - a[figure]);
  const [busy, writers] = [by("cpuShare"), by("writtenBytes")];
  const isOne = writers.length === 0 || busy.slice(0, NAMED).some((each) => each === writers[0]);
  const first = busy.slice(0, isOne ? NAMED : NAMED - 1);
  return [...new Set([...first, ...writers])].slice(0, NAMED);
}

/** A figure on average over seconds, 0 where none tells it. */
export function meanOf(
  seconds: readonly HostSecond[],
  figure: (second: HostSecond) => number | undefined,
): number {
  const told = seconds.filter((each) => figure(each) !== undefined);
  const sum = told.reduce((total, each) => total + (figure(each) ?? 0) * lengthOf(each), 0);
  return told.length === 0 ? 0 : sum / totalOf(told);
}

function averages(seconds: readonly HostSecond[]): HostUse[] {
  const totalMs = totalOf(seconds);
  const found = new Map<string, HostUse>();
  for (const second of seconds) {
    for (const { pid, name, cpuShare, writtenBytes } of second.users) {
      const before = found.get(`${pid} ${name}`) ?? { cpuShare: 0, writtenBytes: 0 };
      const part = lengthOf(second) / totalMs;
      found.set(`${pid} ${name}`, {
        pid,
        name,
        cpuShare: before.cpuShare + cpuShare * part,
        writtenBytes: before.writtenBytes + writtenBytes * part,
      });
    }
  }
  return [...found.values()];
}

function lengthOf({ fromMs, toMs }: HostSecond): number {
  return toMs - fromMs;
}

function totalOf(seconds: readonly HostSecond[]): number {
  return seconds.reduce((sum, each) => sum + lengthOf(each), 0);
}
