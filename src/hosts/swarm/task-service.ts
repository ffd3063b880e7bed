import type { Service } from "../../stack/compose-file.ts";
import type { Engine } from "../../stack/engine.ts";
import { execIn } from "../../stack/exec-in.ts";
import { printedBy } from "../../stack/log-tail.ts";
import type { CommandEnded, ContainerState, HostPort, RunningService } from "../../stack/running-service.ts";
import type { SwarmHost } from "./swarm-host.ts";

type Container = ReturnType<Engine["getContainer"]>;

export interface TaskParts {
  service: Service;
  /** The name of the stack in the Swarm. */
  stack: string;
  host: SwarmHost;
  /** Ports that speak TLS, by the plain ones in whose place clients outside use them, and their authority as PEM text. */
  tls: { ports: ReadonlyMap<number, number>; ca: string };
}

/** A service's container on a host of a Swarm. Swarm makes another one when it ends, so each question is put to the newest. */
export class TaskService implements RunningService {
  readonly service: Service;
  readonly imageId: string;
  readonly stack: string;
  readonly host: SwarmHost;
  readonly #tls: TaskParts["tls"];
  readonly #reached = new Map<number, Promise<HostPort>>();
  #id = "";

  /** @throws Error when there is no container of it on that host */
  static async find(parts: TaskParts): Promise<TaskService> {
    const id = await newest(parts);
    const { Image } = await (await parts.host.engine()).getContainer(id).inspect();
    return new TaskService(parts, { id, imageId: Image });
  }

  private constructor(
    { service, stack, host, tls }: TaskParts,
    { id, imageId }: { id: string; imageId: string },
  ) {
    this.service = service;
    this.stack = stack;
    this.host = host;
    this.#tls = tls;
    this.#id = id;
    this.imageId = imageId;
  }

  get name(): string {
    return this.service.name;
  }

  get id(): string {
    return this.#id;
  }

  address(containerPort: number): Promise<HostPort> {
    const reached = this.#reached.get(containerPort) ?? this.#reach(containerPort);
    this.#reached.set(containerPort, reached);
    return reached;
  }

  async url(containerPort: number): Promise<string> {
    const { host, port } = await this.address(containerPort);
    return `http://${host}:${port}`;
  }

  async run(command: string[]): Promise<CommandEnded> {
    try {
      return { exitCode: 0, output: await execIn(await this.#container(), command) };
    } catch (thrown) {
      const [, code = "1", output = ""] = /exited with (\d+): ([\s\S]*)$/.exec(String(thrown)) ?? [];
      return { exitCode: Number(code), output: output || String(thrown) };
    }
  }

  async exec(command: string[]): Promise<string> {
    const { exitCode, output } = await this.run(command);
    if (exitCode === 0) return output;
    throw new Error(`${this.name}: ${command.join(" ")} exited with ${exitCode}: ${output.trim()}`);
  }

  async state(): Promise<ContainerState> {
    const { State } = await (await this.#container()).inspect();
    const { Running: running, Paused: paused, Pid: pid, StartedAt: startedAt, ExitCode: exitCode } = State;
    return { running, paused, pid, startedAt, exitCode };
  }

  async printed(): Promise<string[]> {
    return (await printedBy(await this.#container())).last();
  }

  async networkAddress(): Promise<string> {
    const { NetworkSettings } = await (await this.#container()).inspect();
    const address = NetworkSettings.Networks[`${this.stack}_default`]?.IPAddress;
    if (!address) throw new Error(`${this.name} has no address on the network of ${this.stack} right now`);
    return address;
  }

  async signal(signal: "SIGKILL" | "SIGTERM" | "SIGHUP"): Promise<void> {
    await (await this.#container()).kill({ signal });
  }

  /** Swarm does so by itself. */
  async start(): Promise<void> {
    await newest({ service: this.service, stack: this.stack, host: this.host });
  }

  async pause(): Promise<void> {
    await (await this.#container()).pause();
  }

  async unpause(): Promise<void> {
    await (await this.#container()).unpause();
  }

  async #container(): Promise<Container> {
    this.#id = await newest({ service: this.service, stack: this.stack, host: this.host });
    return (await this.host.engine()).getContainer(this.#id);
  }

  async #reach(containerPort: number): Promise<HostPort> {
    const secure = this.#tls.ports.get(containerPort);
    if (secure === undefined) {
      const parts = { service: this.service, stack: this.stack, host: this.host };
      return this.host.inside(() => newest(parts), containerPort);
    }
    return { ...(await this.host.published(secure)), isTls: true, ca: this.#tls.ca };
  }
}

async function newest({
  service,
  stack,
  host,
}: Pick<TaskParts, "service" | "stack" | "host">): Promise<string> {
  const docker = await host.engine();
  const label = [`com.docker.swarm.service.name=${stack}_${service.name}`];
  const containers = await docker.listContainers({ all: true, filters: { label } });
  const [found] = containers.sort((a, b) => b.Created - a.Created);
  if (found) return found.Id;
  throw new Error(`${host.name} has no container of ${stack}_${service.name}`);
}

/** Which of these services of a stack have a container that runs on a host, as its engine says; one twice has two. */
export async function runningOn(host: SwarmHost, stack: string, names: readonly string[]): Promise<string[]> {
  const docker = await host.engine();
  const label = [`com.docker.stack.namespace=${stack}`];
  const containers = await docker.listContainers({ filters: { label } });
  return containers
    .map(({ Labels }) => (Labels["com.docker.swarm.service.name"] ?? "").slice(stack.length + 1))
    .filter((name) => names.includes(name));
}
