import { Undetermined } from "../kernel/undetermined.ts";
import type { Service } from "./compose-file.ts";
import type { CommandEnded, ContainerState, HostPort, RunningService } from "./running-service.ts";

/** A service somewhere, of which only its addresses are known: what needs its container stays undetermined. */
export class ReachedService implements RunningService {
  readonly service: Service;
  readonly imageId = "";
  readonly #addresses: Readonly<Record<number, HostPort>>;

  /** @param addresses where each port of the container is reached */
  constructor(service: Service, addresses: Readonly<Record<number, HostPort>>) {
    this.service = service;
    this.#addresses = addresses;
  }

  get name(): string {
    return this.service.name;
  }

  async address(containerPort: number): Promise<HostPort> {
    const address = this.#addresses[containerPort];
    if (address) return address;
    throw new Undetermined(`nothing says where port ${containerPort} of ${this.name} is reached`);
  }

  async url(containerPort: number): Promise<string> {
    const { host, port, isTls, prefix = "" } = await this.address(containerPort);
    const name = host.includes(":") ? `[${host}]` : host;
    return `${isTls ? "https" : "http"}://${name}:${port}${prefix}`;
  }

  run(): Promise<CommandEnded> {
    return this.#unseen("run a command in it");
  }

  exec(): Promise<string> {
    return this.#unseen("run a command in it");
  }

  state(): Promise<ContainerState> {
    return this.#unseen("see its process");
  }

  printed(): Promise<string[]> {
    return this.#unseen("read what it printed");
  }

  networkAddress(): Promise<string> {
    return this.#unseen("see its network");
  }

  signal(): Promise<void> {
    return this.#unseen("signal it");
  }

  start(): Promise<void> {
    return this.#unseen("start it");
  }

  pause(): Promise<void> {
    return this.#unseen("pause it");
  }

  unpause(): Promise<void> {
    return this.#unseen("go on with it");
  }

  get id(): string {
    throw new Undetermined(`${this.name} is no container of this host's engine`);
  }

  get stack(): string {
    throw new Undetermined(`${this.name} belongs to no stack of this host's engine`);
  }

  #unseen(wish: string): Promise<never> {
    return Promise.reject(
      new Undetermined(`${this.name} is reached by its address only: there is no way to ${wish}`),
    );
  }
}
