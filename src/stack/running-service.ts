import type { StartedTestContainer } from "testcontainers";
import type { Service } from "./compose-file.ts";
import type { Engine } from "./engine.ts";
import type { LogTail } from "./log-tail.ts";

type Container = ReturnType<Engine["getContainer"]>;

/** What the engine says of a container: which process it is, so that a replaced one can be told from a surviving one. */
export interface ContainerState {
  running: boolean;
  /** Process id on the engine's host; 0 when not running. */
  pid: number;
  /** ISO 8601, as the engine gives it. */
  startedAt: string;
  exitCode: number;
}

/** Where a broker is reached: asked again for every connection, since a restart may publish another port. */
export type Address = () => Promise<{ host: string; port: number }>;

/** A container of one service that this run has started. */
export class RunningService {
  readonly service: Service;
  readonly imageId: string;
  readonly log: LogTail;
  readonly #started: StartedTestContainer;
  readonly #container: Container;

  constructor(parts: {
    service: Service;
    imageId: string;
    log: LogTail;
    started: StartedTestContainer;
    container: Container;
  }) {
    this.service = parts.service;
    this.imageId = parts.imageId;
    this.log = parts.log;
    this.#started = parts.started;
    this.#container = parts.container;
  }

  get name(): string {
    return this.service.name;
  }

  /** Where a client on this host reaches a port of the container. */
  async address(containerPort: number): Promise<{ host: string; port: number }> {
    const { NetworkSettings } = await this.#container.inspect();
    const port = NetworkSettings.Ports[`${containerPort}/tcp`]?.[0]?.HostPort;
    if (!port) throw new Error(`${this.name}: port ${containerPort} is not published right now`);
    return { host: this.#started.getHost(), port: Number(port) };
  }

  /** The base URL of an HTTP server in the container. */
  async url(containerPort: number): Promise<string> {
    const { host, port } = await this.address(containerPort);
    return `http://${host}:${port}`;
  }

  /** What a command inside printed, and how it ended. */
  run(command: string[]): Promise<{ exitCode: number; output: string }> {
    return this.#started.exec(command);
  }

  /** Standard output of a command inside. @throws Error with its output when it exits with another code than 0 */
  async exec(command: string[]): Promise<string> {
    const { exitCode, output } = await this.run(command);
    if (exitCode === 0) return output;
    throw new Error(`${this.name}: ${command.join(" ")} exited with ${exitCode}: ${output.trim()}`);
  }

  async state(): Promise<ContainerState> {
    const { State } = await this.#container.inspect();
    return { running: State.Running, pid: State.Pid, startedAt: State.StartedAt, exitCode: State.ExitCode };
  }

  async signal(signal: "SIGKILL" | "SIGTERM" | "SIGHUP"): Promise<void> {
    await this.#container.kill({ signal });
  }

  async start(): Promise<void> {
    await this.#container.start();
  }
}
