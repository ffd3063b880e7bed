/** @param text of cpu.stat in a group of version 2; @returns ms of processor time */
export function usageOfCpuStat(text: string): number | undefined {
  const [, us] = /^usage_usec (\d+)$/m.exec(text) ?? [];
  return us === undefined ? undefined : Number(us) / 1e3;
}

/** @param text of cpuacct.usage in a group of version 1; @returns ms of processor time */
export function usageOfCpuacct(text: string): number | undefined {
  return /^\d+\n?$/.test(text) ? Number(text) / 1e6 : undefined;
}

/** @param text of io.stat in a group of version 2, a line for each disk; @returns bytes written to all of them */
export function writtenOfIoStat(text: string): number {
  return [...text.matchAll(/\bwbytes=(\d+)/g)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
}
