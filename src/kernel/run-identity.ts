import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Who owns a container, as its labels say. `host` is the machine and process namespace in which `process` means
 * something; `process` is boot id, process id and start time, so that a reused process id is not taken for the owner.
 */
export interface RunIdentity {
  host: string;
  process: string;
}

export const LABEL_HOST = "broker-signoff.host";
export const LABEL_RUN = "broker-signoff.run";

/** Set by the run's main process and inherited by its workers: what they start belongs to the run. */
const INHERITED = "SIGNOFF_RUN";

/** Makes this process the owner of everything that it and its children start. */
export function beginRun(): RunIdentity {
  const identity = { host: hostId(), process: describeProcess(process.pid) };
  process.env[INHERITED] = identity.process;
  return identity;
}

/** The identity of the run that this process belongs to; a process outside any run is a run of its own. */
export function currentRun(): RunIdentity {
  return { host: hostId(), process: process.env[INHERITED] ?? beginRun().process };
}

export function labelsOf(run: RunIdentity): Record<string, string> {
  return { [LABEL_HOST]: run.host, [LABEL_RUN]: run.process };
}

/**
 * Whether the labels name a run of this host whose process is gone. False in doubt: labels of another host, or none,
 * belong to someone whose life cannot be seen from here.
 */
export function isAbandoned(labels: Readonly<Record<string, string>>): boolean {
  const owner = labels[LABEL_RUN];
  if (owner === undefined || labels[LABEL_HOST] !== hostId()) return false;
  return !isAlive(owner);
}

/** Whether the process that a {@link RunIdentity} describes still runs on this host. */
export function isAlive(owner: string): boolean {
  const pid = Number(owner.split("/")[1]);
  return describeProcess(pid) === owner || (isHidden(pid) && bootId() === owner.split("/")[0]);
}

/** Machines that share an engine may be called alike, and the first process namespace has the same number on each. */
function hostId(): string {
  const parts = [hostname(), machineId(), processNamespace()];
  return createHash("sha256").update(parts.join(" ")).digest("hex").slice(0, 12);
}

function machineId(): string {
  return orElse("", () => readFileSync("/etc/machine-id", "utf8").trim());
}

/** A process that exists and of which this user is told nothing, as where /proc hides those of others. */
function isHidden(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || startTime(pid) !== "gone") return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Boot id, process id and start time: what {@link isAlive} takes. */
export function describeProcess(pid: number): string {
  return [bootId(), pid, startTime(pid)].join("/");
}

function processNamespace(): string {
  return orElse("", () => readlinkSync("/proc/self/ns/pid"));
}

function bootId(): string {
  return orElse("boot", () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
}

/** Clock ticks since boot (field 22 of proc(5) stat); where there is no /proc, only whether the process is alive. */
function startTime(pid: number): string {
  return orElse(aliveWithoutProc(pid), () => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? "gone" : (fields[18] ?? "gone");
  });
}

function aliveWithoutProc(pid: number): string {
  if (process.platform === "linux") return "gone";
  return orElse("gone", () => (process.kill(pid, 0) ? "alive" : "gone"));
}

function orElse<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}
