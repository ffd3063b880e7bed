import { type Clock, monotonicClock } from "../kernel/clock.ts";
import type { RunningService } from "../stack/running-service.ts";
import { ContainerGroups } from "./container-groups.ts";
import { diskOf } from "./disk-of.ts";
import { HostMeter } from "./host-meter.ts";
import type { HostSecond } from "./host-second.ts";
import { type SeenStack, seenRun, seenStack } from "./seen-stack.ts";
import { sightOf } from "./sight.ts";

const SECOND_MS = 1000;
/** What is left at the end is no second when it is shorter: the kernel counts in hundredths. */
const SHORTEST_MS = 500;
/** As many processes are read within some 3 ms of processor time: where more run, all are read less often. */
const READ_IN_A_SECOND = 250;

/** What reading cost in this thread. */
export interface WatchCost {
  readings: number;
  /** Processor time, ms. */
  cpuMs: number;
}

/** Where the host is looked at; all but the stack is this host's unless a test says otherwise. */
export interface HostWatchParts {
  stack: SeenStack;
  proc?: string;
  sys?: string;
  pid?: number;
  clock?: Pick<Clock, "now">;
}

/**
 * What others than the stack and the harness do to this host while a speed is measured: read every second in the thread
 * that starts it, until it is disposed of. A reading takes 2 ms of processor time where 130 processes run, up to 4 while
 * all processors are taken. Between two readings of all processes their use is taken to be even.
 */
export class HostWatch implements Disposable {
  /** What can't be seen here and why, each in words for the report; calm is judged by what is left. */
  readonly closedEyes: readonly string[];
  readonly #meter: HostMeter;
  readonly #clock: Pick<Clock, "now">;
  readonly #again: SeenStack["again"];
  readonly #seconds: HostSecond[] = [];
  readonly #cost = { readings: 0, cpuMs: 0 };
  /** When counters were read, from the first second on that is not told yet. */
  #marks: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #startedMs: number;
  #processesDueMs: number;

  /** Watches the host around a measurement on the stack that a service belongs to. */
  static async around(service: Pick<RunningService, "stack">): Promise<HostWatch> {
    return new HostWatch({ stack: await seenStack(service) });
  }

  /** The same around something that is done to several stacks of this run, whose containers come and go. */
  static async aroundRun(): Promise<HostWatch> {
    return new HostWatch({ stack: await seenRun() });
  }

  constructor({
    stack,
    proc = "/proc",
    sys = "/sys",
    pid = process.pid,
    clock = monotonicClock,
  }: HostWatchParts) {
    const { containers, dataFolder, strangers, again } = stack;
    // Those of some that come and go would tell of the first ones alone: then processes tell what they use.
    const groups = new ContainerGroups(strangers ? [] : containers, proc, sys);
    const sight = sightOf(proc, stack, groups);
    const disk = dataFolder === undefined ? undefined : diskOf(dataFolder, sys);
    this.closedEyes = sight.closedEyes;
    this.#meter = new HostMeter({ proc, stack, groups, sight, disk, pid });
    this.#again = again;
    this.#clock = clock;
    this.#startedMs = clock.now();
    this.#processesDueMs = this.#startedMs;
    this.#read();
    this.#schedule();
  }

  /** Every second so far of which all is read. */
  get seconds(): readonly HostSecond[] {
    return this.#seconds;
  }

  get cost(): WatchCost {
    return { ...this.#cost };
  }

  /** Reads for the last time. */
  [Symbol.dispose](): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#processesDueMs = 0;
    this.#read();
  }

  #schedule(): void {
    const sinceMs = this.#clock.now() - this.#startedMs;
    const nextMs = (Math.floor(sinceMs / SECOND_MS) + 1) * SECOND_MS;
    this.#timer = setTimeout(() => {
      this.#read();
      void this.#renew();
      this.#schedule();
    }, nextMs - sinceMs).unref();
  }

  /** Those that are known go on counting where the engine does not answer. */
  async #renew(): Promise<void> {
    const now = await this.#again?.().catch(() => undefined);
    if (now) this.#meter.renew(now);
  }

  #read(): void {
    const before = process.threadCpuUsage();
    const nowMs = this.#clock.now();
    this.#meter.readCounters(nowMs);
    if (nowMs - (this.#marks.at(-1) ?? 0) >= SHORTEST_MS) this.#marks.push(nowMs);
    if (nowMs >= this.#processesDueMs) this.#readProcesses(nowMs);
    this.#tell();
    this.#cost.readings++;
    this.#cost.cpuMs += usedSince(before);
  }

  #readProcesses(nowMs: number): void {
    const seconds = Math.ceil(this.#meter.readProcesses(nowMs) / READ_IN_A_SECOND);
    this.#processesDueMs = nowMs + (Math.max(1, seconds) - 0.5) * SECOND_MS;
  }

  #tell(): void {
    for (;;) {
      const [fromMs, toMs] = this.#marks;
      const second =
        fromMs === undefined || toMs === undefined ? undefined : this.#meter.second(fromMs, toMs);
      if (!second) return;
      this.#seconds.push(second);
      this.#marks.shift();
    }
  }
}

function usedSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e3;
}
