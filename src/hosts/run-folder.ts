import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeProcess } from "../kernel/run-identity.ts";

/** Where runs keep what they make: not /tmp, which a host may hold in memory. */
export const RUNS = "/var/tmp/broker-signoff-hosts";

/** A folder for this run, marked as this process' own. */
export function makeRunFolder(): string {
  const folder = join(RUNS, String(process.pid));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "owner"), describeProcess(process.pid));
  return folder;
}

/** The process that a run's folder belongs to; empty where none is named, which nothing alive is called. */
export function ownerOf(folder: string): string {
  try {
    return readFileSync(join(folder, "owner"), "utf8");
  } catch {
    return "";
  }
}

/** The comment of a user whom that run made: what says that it may be removed again. */
export function userMark(owner: string): string {
  return `broker-signoff hosts ${owner}`;
}
