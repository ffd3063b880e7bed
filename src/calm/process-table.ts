import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Owner, ownerOf, type Roots } from "./owners.ts";
import { type ProcessTimes, processTimes } from "./process-times.ts";
import { writtenBytes } from "./process-writes.ts";
import { readText } from "./read-text.ts";

/** What a process did between two readings. */
export interface ProcessUse {
  pid: number;
  name: string;
  owner: Owner;
  /** Processor time of itself, and of those that it started and that have ended, ms. */
  cpuMs: number;
  /** The same of bytes written to disks; absent where this user may not see them. */
  writtenBytes?: number;
}

interface Known extends ProcessTimes {
  owner: Owner;
  writtenBytes?: number;
}

/** All processes of the host, and what each did since they were read before. */
export class ProcessTable {
  readonly #proc: string;
  readonly #rootsOf: (processes: ReadonlyMap<number, ProcessTimes>) => Roots;
  #known: ReadonlyMap<number, Known> | undefined;

  /**
   * @param proc where /proc is
   * @param rootsOf where the stack's processes and the run's begin; asked at each reading
   */
  constructor(proc: string, rootsOf: (processes: ReadonlyMap<number, ProcessTimes>) => Roots) {
    this.#proc = proc;
    this.#rootsOf = rootsOf;
  }

  /** What they did since the reading before: at the first one, nothing. */
  read(): ProcessUse[] {
    const now = this.#readAll();
    const uses = usesBetween(this.#known ?? now, now);
    this.#known = now;
    return uses;
  }

  #readAll(): Map<number, Known> {
    const times = new Map<number, ProcessTimes>();
    for (const name of readdirSync(this.#proc)) {
      const text = /^\d/.test(name) ? readText(join(this.#proc, name, "stat")) : undefined;
      const read = text === undefined ? undefined : processTimes(text);
      if (read) times.set(read.pid, read);
    }
    const roots = this.#rootsOf(times);
    const known = new Map<number, Known>();
    for (const each of times.values()) {
      const owner = ownerOf(each, times, roots);
      known.set(each.pid, { ...each, owner, ...this.#writesOf(each, owner) });
    }
    return known;
  }

  /**
   * The kernel's threads write what others have handed to them, and the harness is known to write little. Who has used
   * no processor time since, to a hundredth of a second, has written little, which counts later: most sleep and need not be asked.
   */
  #writesOf(each: ProcessTimes, owner: Owner): Pick<Known, "writtenBytes"> {
    if (owner === "kernel" || owner === "harness") return {};
    const before = this.#known?.get(each.pid);
    if (before && before.owner === owner && isUnmoved(before, each)) return writes(before.writtenBytes);
    const text = readText(join(this.#proc, String(each.pid), "io"));
    return writes(text === undefined ? undefined : writtenBytes(text));
  }
}

function isUnmoved(before: ProcessTimes, now: ProcessTimes): boolean {
  return (
    before.started === now.started &&
    before.ownMs === now.ownMs &&
    before.endedChildrenMs === now.endedChildrenMs
  );
}

function writes(bytes: number | undefined): { writtenBytes?: number } {
  return bytes === undefined ? {} : { writtenBytes: bytes };
}

function usesBetween(before: ReadonlyMap<number, Known>, now: ReadonlyMap<number, Known>): ProcessUse[] {
  const ended = endedBelow(before, now);
  return [...now.values()].map((each) => {
    const { pid, name, owner } = each;
    const known = before.get(pid)?.started === each.started ? before.get(pid) : undefined;
    const children = ended.get(pid) ?? [];
    return {
      pid,
      name,
      owner,
      cpuMs: cpuSince(each, known, children),
      ...writtenSince(each, known, children),
    };
  });
}

/**
 * Those that have ended meanwhile, by the nearest process above them that goes on: what they did counts with it from now
 * on, handed up by those in between.
 */
function endedBelow(
  before: ReadonlyMap<number, Known>,
  now: ReadonlyMap<number, Known>,
): ReadonlyMap<number, Known[]> {
  const hasEnded = ({ pid, started }: Known) => now.get(pid)?.started !== started;
  const below = new Map<number, Known[]>();
  for (const each of before.values()) {
    if (!hasEnded(each)) continue;
    let above = before.get(each.parent);
    while (above && hasEnded(above)) above = before.get(above.parent);
    if (above) below.set(above.pid, [...(below.get(above.pid) ?? []), each]);
  }
  return below;
}

/** Known of what has ended is all that it did before: it does not count again. */
function cpuSince(now: Known, before: Known | undefined, ended: readonly Known[]): number {
  const own = now.ownMs - (before?.ownMs ?? 0);
  const known = ended.reduce((sum, each) => sum + each.ownMs + each.endedChildrenMs, 0);
  return own + Math.max(0, now.endedChildrenMs - (before?.endedChildrenMs ?? 0) - known);
}

/** The kernel tells a parent's bytes and those of its ended children in one. */
function writtenSince(
  { writtenBytes: bytes }: Known,
  before: Known | undefined,
  ended: readonly Known[],
): Pick<ProcessUse, "writtenBytes"> {
  if (bytes === undefined) return {};
  const known = ended.reduce((sum, each) => sum + (each.writtenBytes ?? 0), before?.writtenBytes ?? 0);
  return { writtenBytes: Math.max(0, bytes - known) };
}
