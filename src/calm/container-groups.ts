import { join } from "node:path";
import { cgroupPaths } from "./cgroup-paths.ts";
import { usageOfCpuacct, usageOfCpuStat, writtenOfIoStat } from "./cgroup-usage.ts";
import { Counter } from "./counter.ts";
import { stalledUs } from "./pressure.ts";
import { readText } from "./read-text.ts";
import type { StackContainer } from "./stack-roots.ts";

/** What containers did since they were read before; a figure is absent where it is not told of each of them. */
export interface GroupsUse {
  cpuMs?: number;
  writtenBytes?: number;
  /** Sum of the µs in which tasks of each waited for memory. */
  memoryStalledUs?: number;
}

const FIGURES = ["cpuMs", "writtenBytes", "memoryStalledUs"] as const;
type Figure = keyof GroupsUse;
type Reader = () => number | undefined;

/** The control groups of the stack's containers, of version 2, of version 1, or of both side by side. */
export class ContainerGroups {
  readonly #readers: ReadonlyMap<Figure, readonly Reader[]>;
  readonly #counters = new Map<Reader, Counter>();

  /** @param proc where /proc is @param sys where /sys is */
  constructor(containers: readonly StackContainer[], proc: string, sys: string) {
    const each = containers.map((container) => readersOf(container, proc, sys));
    const told = FIGURES.map((figure) => {
      const readers = each.flatMap((readers) => readers[figure] ?? []);
      return [figure, readers.length === containers.length ? readers : []] as const;
    });
    this.#readers = new Map(told);
    for (const reader of told.flatMap(([, readers]) => readers))
      this.#counters.set(reader, new Counter({ startsAnew: true }));
  }

  /** Whether each of them tells a figure. */
  tells(figure: keyof GroupsUse): boolean {
    return (this.#readers.get(figure) ?? []).length > 0;
  }

  /** What they did since the reading before; nothing at the first one. */
  read(): GroupsUse {
    const told = FIGURES.filter((figure) => this.tells(figure));
    return Object.fromEntries(told.map((figure) => [figure, this.#growth(figure)]));
  }

  #growth(figure: Figure): number {
    const readers = this.#readers.get(figure) ?? [];
    return readers.reduce((sum, reader) => sum + (this.#counters.get(reader)?.growth(reader()) ?? 0), 0);
  }
}

/** How each figure of a container is read, of those that are told. */
function readersOf({ pid, id }: StackContainer, proc: string, sys: string): Partial<Record<Figure, Reader>> {
  const { unified, cpuacct } = cgroupPaths(readText(join(proc, String(pid), "cgroup")) ?? "", id);
  const mounts = ["fs/cgroup", "fs/cgroup/unified"].map((mount) => join(sys, mount));
  const of2 = (name: string, parse: (text: string) => number | undefined) =>
    unified === undefined ? [] : mounts.map((mount) => reader(join(mount, unified, name), parse));
  const of1 = cpuacct
    ? [reader(join(sys, "fs/cgroup", cpuacct.hierarchy, cpuacct.path, "cpuacct.usage"), usageOfCpuacct)]
    : [];
  return {
    ...named("cpuMs", [...of2("cpu.stat", usageOfCpuStat), ...of1]),
    ...named("writtenBytes", of2("io.stat", writtenOfIoStat)),
    ...named("memoryStalledUs", of2("memory.pressure", stalledUs)),
  };
}

/** @returns one that reads the file, if it can be read now */
function reader(path: string, parse: (text: string) => number | undefined): Reader | undefined {
  const read = () => {
    const text = readText(path);
    return text === undefined ? undefined : parse(text);
  };
  return read() === undefined ? undefined : read;
}

function named(figure: Figure, readers: readonly (Reader | undefined)[]): Partial<Record<Figure, Reader>> {
  const first = readers.find((each) => each !== undefined);
  return first ? { [figure]: first } : {};
}
