import type { ProcessTimes } from "./process-times.ts";

/** A container of the stack, as far as it matters to who uses the host. */
export interface StackContainer {
  readonly id: string;
  /** Of its first process, on this host. */
  readonly pid: number;
  /** On its networks. */
  readonly addresses: readonly string[];
}

/** Containers of the stack as they run now. */
export interface StackNow {
  readonly containers: readonly StackContainer[];
  /**
   * Ids of all other containers, where those of the stack come and go: one that is in neither list has just been started, which
   * is the run's work, as is what the engine does. Without them only what is listed is the stack's.
   */
  readonly strangers?: readonly string[];
}

const ENGINE = /^(dockerd|containerd)$/;
const SHIM = /^(containerd-shim|conmon)/;
/** The namespace of Docker's containers, among those that share a containerd. */
const DOCKERS = "moby";
/** Carries the traffic of one published port. */
const PROXY = "docker-proxy";
/** Carry that of a whole engine, which is a user's own. */
const CARRIERS = /^(rootlesskit|slirp4netns|rootlessport|pasta)/;

/**
 * The processes that the stack's begin with: of each container the shim above it, which also has health checks run, and
 * what carries its traffic between the host's ports and its own. A container that is started again gets others.
 */
export class StackRoots {
  #containers: readonly StackContainer[] = [];
  #strangers: readonly string[] | undefined;
  #addresses: ReadonlySet<string> = new Set();
  readonly #argumentsOf: (pid: number) => readonly string[];
  readonly #decided = new Map<number, { started: number; isRoot: boolean }>();

  /** @param argumentsOf a process; they are compared, and not kept */
  constructor(now: StackNow, argumentsOf: (pid: number) => readonly string[]) {
    this.#argumentsOf = argumentsOf;
    this.renew(now);
  }

  /** Containers have come or gone since. */
  renew({ containers, strangers }: StackNow): void {
    this.#containers = containers;
    this.#strangers = strangers;
    this.#addresses = new Set(containers.flatMap(({ addresses }) => addresses));
    this.#decided.clear();
  }

  among(processes: ReadonlyMap<number, ProcessTimes>): number[] {
    const found = [...processes.values()].filter((each) => this.#isRoot(each));
    return [...this.#containers, ...found].map(({ pid }) => pid);
  }

  /** The engine, where what it does is the run's work. */
  engineAmong(processes: ReadonlyMap<number, ProcessTimes>): number[] {
    if (!this.#strangers) return [];
    return [...processes.values()].filter(({ name }) => ENGINE.test(name)).map(({ pid }) => pid);
  }

  #isRoot({ pid, name, started }: ProcessTimes): boolean {
    if (CARRIERS.test(name)) return true;
    if (name !== PROXY && !SHIM.test(name)) return false;
    const decided = this.#decided.get(pid);
    if (decided?.started === started) return decided.isRoot;
    const isRoot = this.#isNamedBy(this.#argumentsOf(pid), name);
    this.#decided.set(pid, { started, isRoot });
    return isRoot;
  }

  #isNamedBy(args: readonly string[], name: string): boolean {
    if (name === PROXY) return this.#addresses.has(args[args.indexOf("-container-ip") + 1] ?? "");
    if (this.#containers.some(({ id }) => args.includes(id))) return true;
    return this.#strangers !== undefined && args.includes(DOCKERS) && !this.#isStranger(args);
  }

  #isStranger(args: readonly string[]): boolean {
    return this.#strangers?.some((id) => args.includes(id)) ?? false;
  }
}
