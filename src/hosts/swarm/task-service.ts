import type { Service } from "../../stack/compose-file.ts";
import { endedIn } from "../../stack/exec-in.ts";
import type { CommandEnded, ContainerState, HostPort, RunningService } from "../../stack/running-service.ts";
import { ServiceContainer } from "../../stack/service-container.ts";
import type { SwarmHost } from "./swarm-host.ts";

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
    return (await this.#now()).run(command);
  }

  async exec(command: string[]): Promise<string> {
    return (await this.#now()).exec(command);
  }

  async state(): Promise<ContainerState> {
    return (await this.#now()).state();
  }

  async printed(): Promise<string[]> {
    return (await this.#now()).printed();
  }

  async networkAddress(): Promise<string> {
    return (await this.#now()).networkAddress();
  }

  async signal(signal: "SIGKILL" | "SIGTERM" | "SIGHUP"): Promise<void> {
    await (await this.#now()).signal(signal);
  }

  /** Swarm does so by itself, with another container. */
  async start(): Promise<void> {
    await this.#now();
  }

  async pause(): Promise<void> {
    await (await this.#now()).pause();
  }

  async unpause(): Promise<void> {
    await (await this.#now()).unpause();
  }

  /** The newest container, which has the service's address on the network of its stack. */
  async #now(): Promise<ServiceContainer> {
    this.#id = await newest(this);
    const container = (await this.host.engine()).getContainer(this.#id);
    return new ServiceContainer({
      ...{ stack: `${this.stack}_default`, service: this.service, imageId: this.imageId, host: "" },
      inside: (command) => endedIn(container, command),
      container,
    });
  }

  async #reach(containerPort: number): Promise<HostPort> {
    const secure = this.#tls.ports.get(containerPort);
    if (secure === undefined) return this.host.inside(() => newest(this), containerPort);
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

/** Services of a stack that have a container that runs on a host, as its engine says; one twice has two. */
export async function runningOn(host: SwarmHost, stack: string): Promise<string[]> {
  const docker = await host.engine();
  const label = [`com.docker.stack.namespace=${stack}`];
  const containers = await docker.listContainers({ filters: { label } });
  return containers.map(({ Labels }) =>
    (Labels["com.docker.swarm.service.name"] ?? "").slice(stack.length + 1),
  );
}
