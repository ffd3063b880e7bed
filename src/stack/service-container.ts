import type { Service } from "./compose-file.ts";
import type { Engine } from "./engine.ts";
import { printedBy } from "./log-tail.ts";
import type { CommandEnded, ContainerState, HostPort, RunningService } from "./running-service.ts";

type Container = ReturnType<Engine["getContainer"]>;

/** A container of this host's engine: one that this run has started, or one of a stack that `docker compose` has. */
export class ServiceContainer implements RunningService {
  readonly service: Service;
  readonly imageId: string;
  readonly #host: string;
  readonly #inside: (command: string[]) => Promise<CommandEnded>;
  readonly #container: Container;
  readonly #stack: string;

  constructor(parts: {
    stack: string;
    service: Service;
    imageId: string;
    /** Where its published ports are reached. */
    host: string;
    /** Runs a command in it. */
    inside: (command: string[]) => Promise<CommandEnded>;
    container: Container;
  }) {
    this.service = parts.service;
    this.imageId = parts.imageId;
    this.#host = parts.host;
    this.#inside = parts.inside;
    this.#container = parts.container;
    this.#stack = parts.stack;
  }

  get name(): string {
    return this.service.name;
  }

  async address(containerPort: number): Promise<HostPort> {
    const { NetworkSettings } = await this.#container.inspect();
    const [published] = NetworkSettings.Ports[`${containerPort}/tcp`] ?? [];
    if (!published?.HostPort)
      throw new Error(`${this.name}: port ${containerPort} is not published right now`);
    const host = published.HostIp === "::1" ? published.HostIp : this.#host;
    return { host, port: Number(published.HostPort) };
  }

  async url(containerPort: number): Promise<string> {
    const { host, port } = await this.address(containerPort);
    return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  }

  run(command: string[]): Promise<CommandEnded> {
    return this.#inside(command);
  }

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

  async printed(): Promise<string[]> {
    return (await printedBy(this.#container)).last();
  }

  get id(): string {
    return this.#container.id;
  }

  get stack(): string {
    return this.#stack;
  }

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

  async pause(): Promise<void> {
    await this.#container.pause();
  }

  async unpause(): Promise<void> {
    await this.#container.unpause();
  }
}
