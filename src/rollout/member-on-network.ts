import type { Service } from "../stack/compose-file.ts";
import { ReachedService } from "../stack/reached-service.ts";
import type { HostPort } from "../stack/running-service.ts";
import type { StackNetwork } from "./stack-network.ts";

/** A member of a broker as it is reached on the network of its stack: whichever task has its name there now. */
export class MemberOnNetwork extends ReachedService {
  readonly #network: StackNetwork;
  readonly #reached = new Map<number, Promise<HostPort>>();

  constructor(service: Service, network: StackNetwork) {
    super(service, {});
    this.#network = network;
  }

  override address(containerPort: number): Promise<HostPort> {
    const reached = this.#reached.get(containerPort) ?? this.#network.reach(this.name, containerPort);
    this.#reached.set(containerPort, reached);
    return reached;
  }

  override exec(command: string[] = []): Promise<string> {
    return this.#network.exec(this.name, command);
  }
}
