import type { Service } from "./compose-file.ts";
import type { Engine } from "./engine.ts";
import type { LogTail } from "./log-tail.ts";

type Container = ReturnType<Engine["getContainer"]>;

/** What the engine says of a container: which process it is, so that a replaced one can be told from a surviving one. */
export interface ContainerState {
  running: boolean;
  paused: boolean;
  /** Process id on the engine's host; 0 when not running. */
  pid: number;
  /** ISO 8601, as the engine gives it. */
  startedAt: string;
  exitCode: number;
}

export interface HostPort {
  host: string;
  port: number;
}

/** What a command in a container printed, and how it ended. */
export interface CommandEnded {
  exitCode: number;
  output: string;
}

/** Where a broker is reached. */
export type Address = () => Promise<HostPort>;

/** A container of one service: one that this run has started, or one of a stack that `docker compose` has. */
export class RunningService {
  readonly service: Service;
  readonly imageId: string;
  readonly log: LogTail;
  readonly #host: string;
  readonly #inside: (command: string[]) => Promise<CommandEnded>;
  readonly #container: Container;
  readonly #stack: string;

  constructor(parts: {
    stack: string;
    service: Service;
    imageId: string;
    log: LogTail;
    /** Where its published ports are reached. */
    host: string;
    /** Runs a command in it. */
    inside: (command: string[]) => Promise<CommandEnded>;
    container: Container;
  }) {
    this.service = parts.service;
    this.imageId = parts.imageId;
    this.log = parts.log;
    this.#host = parts.host;
    this.#inside = parts.inside;
    this.#container = parts.container;
    this.#stack = parts.stack;
  }

  get name(): string {
    return this.service.name;
  }

  /** Where a client on this host reaches a port of the container. */
  async address(containerPort: number): Promise<HostPort> {
    const { NetworkSettings } = await this.#container.inspect();
    const port = NetworkSettings.Ports[`${containerPort}/tcp`]?.[0]?.HostPort;
    if (!port) throw new Error(`${this.name}: port ${containerPort} is not published right now`);
    return { host: this.#host, port: Number(port) };
  }

  /** The base URL of an HTTP server in the container. */
  async url(containerPort: number): Promise<string> {
    const { host, port } = await this.address(containerPort);
    return `http://${host}:${port}`;
  }

  /** What a command inside printed, and how it ended. */
  run(command: string[]): Promise<CommandEnded> {
    return this.#inside(command);
  }

  /** Standard output of a command inside. @throws Error with its output when it exits with another code than 0 */
  async exec(command: string[]): Promise<string> {
    const { exitCode, output } = await this.run(command);
    if (exitCode === 0) return output;
    throw new Error(`${this.name}: ${command.join(" ")} exited with ${exitCode}: ${output.trim()}`);
  }

  async state(): Promise<ContainerState> {
    const { State } = await this.#container.inspect();
    const { Running: running, Paused: paused, Pid: pid, StartedAt: startedAt, ExitCode: exitCode } = State;
    return { running, paused, pid, startedAt, exitCode };
  }

  /** The container's id, for what shares its network. */
  get id(): string {
    return this.#container.id;
  }

  /** The stack that it belongs to, for what has to go with it. */
  get stack(): string {
    return this.#stack;
  }

  /** Its address on the network of its stack. @throws Error when it has none, as when it does not run */
  async networkAddress(): Promise<string> {
    const { NetworkSettings } = await this.#container.inspect();
    const address = NetworkSettings.Networks[this.#stack]?.IPAddress;
    if (!address) throw new Error(`${this.name} has no address on its network right now`);
    return address;
  }

  async signal(signal: "SIGKILL" | "SIGTERM" | "SIGHUP"): Promise<void> {
    await this.#container.kill({ signal });
  }

  async start(): Promise<void> {
    await this.#container.start();
  }

  /** Stops its processes where they are; connections stay open, and nothing is answered. */
  async pause(): Promise<void> {
    await this.#container.pause();
  }

  async unpause(): Promise<void> {
    await this.#container.unpause();
  }
}
