import { Problem } from "../../kernel/problem.ts";
import { type Engine, engineAt } from "../../stack/engine.ts";
import type { HostPort } from "../../stack/running-service.ts";
import type { SwarmHost } from "../swarm/swarm-host.ts";
import type { Lab } from "./lab.ts";
import type { LabHost } from "./lab-host.ts";
import type { Relays } from "./relays.ts";

/** The bridge through which containers of a Swarm reach what is outside; their host reaches them there. */
const BRIDGE = "docker_gwbridge";

/** Where clients of what a host publishes are. */
export type Clients = "outside" | "beside";

/** A host of a lab. Clients outside its hosts come in through the switch; those beside it are on the host itself. */
export class LabSwarmHost implements SwarmHost {
  readonly host: LabHost;
  readonly #lab: Lab;
  readonly #relays: Relays;
  readonly #clients: Clients;

  constructor(lab: Lab, host: LabHost, { relays, clients }: { relays: Relays; clients: Clients }) {
    this.#lab = lab;
    this.host = host;
    this.#relays = relays;
    this.#clients = clients;
  }

  get name(): string {
    return this.host.name;
  }

  async engine(): Promise<Engine> {
    return engineAt(this.host.socket);
  }

  published(port: number): Promise<HostPort> {
    return this.#relays.reach(async () =>
      this.#clients === "outside"
        ? { init: this.#lab.space, host: this.host.address, port }
        : { init: this.#lab.initOf(this.host), host: "127.0.0.1", port },
    );
  }

  inside(container: () => Promise<string>, port: number): Promise<HostPort> {
    return this.#relays.reach(async () => ({
      init: this.#lab.initOf(this.host),
      host: await this.#addressOf(await container()),
      port,
    }));
  }

  async #addressOf(container: string): Promise<string> {
    const { Containers = {} } = await (await this.engine()).getNetwork(BRIDGE).inspect();
    const [address] = (Containers[container]?.IPv4Address ?? "").split("/");
    if (address) return address;
    throw new Problem({
      subject: `${this.name}, container ${container.slice(0, 12)}`,
      expected: `an address on ${BRIDGE}`,
      seen: "none: it does not run",
      remedy: "look at its log: docker service logs",
    });
  }
}
