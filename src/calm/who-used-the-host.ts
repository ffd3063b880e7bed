import type { HostSecond, HostUse } from "./host-second.ts";
import { largestUsersIn, meanOf, WORTH_NAMING } from "./largest-users.ts";

const MIB = 2 ** 20;

/**
 * Who used the host, and what to do, in words for the report. Processes are named by their short names and never by
 * their arguments, which may hold credentials.
 * @param watch a watch, or those of its seconds that were not calm
 */
export function whoUsedTheHost({ seconds }: { seconds: readonly HostSecond[] }): string {
  const users = largestUsersIn(seconds);
  const others = [processors(seconds, users), writes(seconds, users)];
  const host = [steal(seconds), memory(seconds)];
  const told = [...others, ...host].filter((each) => each !== undefined);
  if (told.length === 0) return "nobody who can be seen used the host meanwhile";
  const remedy = others.some((each) => each !== undefined)
    ? "stop them, or run again when they have ended"
    : "run again later, or on a host that is not shared";
  return `${told.join("; ")}; ${remedy}`;
}

function processors(seconds: readonly HostSecond[], users: readonly HostUse[]): string | undefined {
  const share = meanOf(seconds, ({ othersCpuShare }) => othersCpuShare);
  if (share < WORTH_NAMING.cpuShare) return undefined;
  const named = users
    .filter(({ cpuShare }) => cpuShare >= WORTH_NAMING.cpuShare)
    .map((each) => `${nameOf(each)} ${percent(each.cpuShare)}`);
  return `others used ${percent(share)} of the processors meanwhile${listed(named)}`;
}

function writes(seconds: readonly HostSecond[], users: readonly HostUse[]): string | undefined {
  const bytes = meanOf(seconds, ({ othersWrittenBytes }) => othersWrittenBytes);
  if (bytes < WORTH_NAMING.writtenBytes) return undefined;
  const named = users
    .filter(({ writtenBytes }) => writtenBytes >= WORTH_NAMING.writtenBytes)
    .map((each) => `${nameOf(each)} ${rate(each.writtenBytes)}`);
  return `others wrote ${rate(bytes)} to disks${listed(named)}`;
}

function steal(seconds: readonly HostSecond[]): string | undefined {
  const share = meanOf(seconds, ({ stealShare }) => stealShare);
  return share < WORTH_NAMING.cpuShare
    ? undefined
    : `the hypervisor took away ${percent(share)} of the processors`;
}

function memory(seconds: readonly HostSecond[]): string | undefined {
  const share = meanOf(seconds, ({ othersMemoryShare }) => othersMemoryShare);
  return share < WORTH_NAMING.cpuShare
    ? undefined
    : `other programs waited for memory in ${percent(share)} of the time`;
}

function listed(named: readonly string[]): string {
  return named.length > 0 ? `: ${named.join(", ")}` : "";
}

/** A program of Node has the name of its main thread, which says nothing to a person. */
function nameOf({ name, pid }: HostUse): string {
  return `${name === "MainThread" ? "node" : name} (pid ${pid})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function rate(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB/s`;
}
