import { join } from "node:path";
import type { ContainerGroups } from "./container-groups.ts";
import { cpuTimes } from "./cpu-times.ts";
import type { Figure } from "./figure.ts";
import { hostCounters } from "./host-counters.ts";
import type { HostSecond, HostUse } from "./host-second.ts";
import { secondOf } from "./host-shares.ts";
import { Ledger } from "./ledger.ts";
import type { Roots } from "./owners.ts";
import { ProcessTable } from "./process-table.ts";
import type { ProcessTimes } from "./process-times.ts";
import { byOwner, largestUsers } from "./process-use.ts";
import { readText } from "./read-text.ts";
import { topOfRun } from "./run-top.ts";
import type { Sight } from "./sight.ts";
import { type StackNow, StackRoots } from "./stack-roots.ts";

/** What is watched. */
export interface Watched {
  /** Where /proc is. */
  proc: string;
  stack: StackNow;
  /** The control groups of its containers. */
  groups: ContainerGroups;
  sight: Sight;
  /** The disk that the brokers write to, by its numbers, if it is known. */
  disk?: string | undefined;
  /** A process of the run. */
  pid: number;
}

/** Reads what happens on a host, and tells it for any time between its readings. */
export class HostMeter {
  readonly #watched: Watched;
  readonly #ledger = new Ledger<Figure>();
  readonly #stackRoots: StackRoots;
  readonly #table: ProcessTable;
  readonly #processors: number;
  readonly #users: { fromMs: number; toMs: number; users: HostUse[] }[] = [];
  #processesReadMs: number | undefined;

  constructor(watched: Watched) {
    this.#watched = watched;
    const argumentsOf = (pid: number) => (this.#text(`${pid}/cmdline`) ?? "").split("\0");
    this.#stackRoots = new StackRoots(watched.stack, argumentsOf);
    this.#table = new ProcessTable(watched.proc, (processes) => this.#roots(processes));
    this.#processors = cpuTimes(this.#text("stat") ?? "")?.processors ?? 1;
  }

  /** Containers of the stack have come or gone. */
  renew(now: StackNow): void {
    this.#stackRoots.renew(now);
  }

  /** Reads the counters of the host and of the stack's containers: some dozen files, whatever runs there. */
  readCounters(atMs: number): void {
    const { proc, disk, groups } = this.#watched;
    const { cpuMs, writtenBytes, memoryStalledUs } = groups.read();
    this.#ledger.count(atMs, hostCounters(proc, disk));
    this.#ledger.add(atMs, {
      ...(cpuMs !== undefined && { "groups.cpuMs": cpuMs }),
      ...(writtenBytes !== undefined && { "groups.writtenBytes": writtenBytes }),
      ...(memoryStalledUs !== undefined && { "groups.memoryStalledUs": memoryStalledUs }),
    });
  }

  /** Reads every process, where they can be seen: the more run, the longer it takes. @returns how many run */
  readProcesses(atMs: number): number {
    if (!this.#watched.sight.processes) return 0;
    const uses = this.#table.read();
    this.#ledger.add(atMs, { ...byOwner(uses) });
    const fromMs = this.#processesReadMs;
    if (fromMs !== undefined) {
      const elapsedMs = atMs - fromMs;
      const users = largestUsers(uses, elapsedMs, elapsedMs * this.#processors);
      this.#users.push({ fromMs, toMs: atMs, users });
    }
    this.#processesReadMs = atMs;
    return uses.length;
  }

  /** What happened from one reading of counters to another; `undefined` until the processes are read as far. */
  second(fromMs: number, toMs: number): HostSecond | undefined {
    const { sight } = this.#watched;
    if (sight.processes && (this.#processesReadMs ?? fromMs) < toMs) return undefined;
    return secondOf({
      fromMs,
      toMs,
      processors: this.#processors,
      isComingAndGoing: this.#watched.stack.strangers !== undefined,
      grown: (figure) => this.#ledger.between(figure, fromMs, toMs),
      users: this.#users.findLast((each) => each.fromMs < toMs && each.toMs > fromMs)?.users ?? [],
    });
  }

  #roots(processes: ReadonlyMap<number, ProcessTimes>): Roots {
    return new Map([
      ...this.#stackRoots.engineAmong(processes).map((root) => [root, "engine"] as const),
      [topOfRun(this.#watched.pid, processes), "harness"] as const,
      ...this.#stackRoots.among(processes).map((root) => [root, "stack"] as const),
    ]);
  }

  #text(name: string): string | undefined {
    return readText(join(this.#watched.proc, name));
  }
}
