import type { ContainerState, RunningService } from "../stack/running-service.ts";

/** How a container may be that is no ordinary one. */
export interface Oddities {
  /** Signals that it takes no notice of. */
  ignores?: readonly string[];
  /** For so many looks it still runs after a signal that it ends by. */
  lingers?: number;
  /** It ends with this code, whatever ends it. */
  exitCode?: number;
  /** It is started again under its process id, or not at all. */
  restart?: "same process" | "never";
  /** So many requests to pause it are lost. */
  unpausable?: number;
}

/** A container of redis for tests of what is done to one. It runs as process 1; each start gives the next. */
export class ContainerStandIn {
  readonly name = "redis";
  readonly asked: string[] = [];
  current: ContainerState = { running: true, paused: false, pid: 1, startedAt: "start 1", exitCode: 0 };
  readonly #odd: Oddities;
  #unpausable: number;
  #lingering: ContainerState[] = [];

  constructor(odd: Oddities = {}) {
    this.#odd = odd;
    this.#unpausable = odd.unpausable ?? 0;
  }

  /** As those see it who do something to it. */
  get service(): RunningService {
    return this as unknown as RunningService;
  }

  async state(): Promise<ContainerState> {
    return { ...(this.#lingering.pop() ?? this.current) };
  }

  async signal(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    this.asked.push(signal);
    if (this.#odd.ignores?.includes(signal)) return;
    const exitCode = this.#odd.exitCode ?? { SIGKILL: 137, SIGTERM: 0 }[signal];
    this.#lingering = Array.from({ length: this.#odd.lingers ?? 0 }, () => this.current);
    this.current = { ...this.current, running: false, paused: false, pid: 0, exitCode };
  }

  async start(): Promise<void> {
    this.asked.push("start");
    const { restart } = this.#odd;
    if (restart === "never") return;
    const start = this.asked.filter((each) => each === "start").length + 1;
    const pid = restart === "same process" ? 1 : start;
    this.current = { running: true, paused: false, pid, startedAt: `start ${start}`, exitCode: 0 };
  }

  async pause(): Promise<void> {
    this.asked.push("pause");
    if (this.#unpausable > 0) this.#unpausable -= 1;
    else this.current.paused = true;
  }

  async unpause(): Promise<void> {
    this.asked.push("unpause");
    this.current.paused = false;
  }
}
