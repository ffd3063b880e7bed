import type { Disk } from "../../faults/disk.ts";
import type { Fault } from "../../faults/fault.ts";
import { diskFull, tornTail } from "../../faults/power-cut.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { Broker } from "../broker.ts";
import type { Deployment, DeploymentParts, Topology } from "../deployment.ts";
import type { MemberSettings } from "../member-settings.ts";
import { targetOfMembers } from "../target-from.ts";
import { missingIn } from "./missing.ts";
import { NatsAdmin } from "./nats-admin.ts";
import { cutOff, storeFull } from "./nats-faults.ts";
import { settingsOfNode } from "./nats-settings.ts";
import type { NatsTarget } from "./nats-target.ts";

const WHOLE_WITHIN_MS = 90_000;

/** NATS alone, or as a cluster. */
export class NatsDeployment implements Deployment<NatsAdmin> {
  readonly broker: Broker<NatsTarget>;
  readonly nodes: readonly [NatsAdmin, ...NatsAdmin[]];
  readonly witnesses = [];
  readonly #disks: readonly Disk[];

  constructor(broker: Broker<NatsTarget>, { nodes, disks }: DeploymentParts) {
    this.broker = broker;
    this.nodes = nodes.map((service) => new NatsAdmin(service)) as [NatsAdmin];
    this.#disks = disks;
  }

  get topology(): Topology {
    return this.nodes.length > 1 ? "ha" : "one node";
  }

  async version(): Promise<string> {
    return (await this.nodes[0].varz()).version;
  }

  /** With the leader first: what happens to it happens to the node that clients are connected to. */
  async target(): Promise<NatsTarget> {
    const leader = await this.front();
    const others = this.nodes.filter((node) => node !== leader).map(({ service }) => service);
    return targetOfMembers(this.broker, { nodes: [leader.service, ...others], witnesses: [] });
  }

  /** The node on which the stream's leader is. */
  async front(): Promise<NatsAdmin> {
    const [first] = this.nodes;
    if (this.topology === "one node") return first;
    const { cluster } = await first.stream(this.broker.destination);
    const node = this.nodes.find(({ service }) => service.name === cluster?.leader);
    if (!node)
      throw new Error(
        `the leader of ${this.broker.destination} is ${cluster?.leader ?? "nobody"}, which is no node of this run`,
      );
    return node;
  }

  settings(): Promise<MemberSettings[]> {
    return Promise.all(
      this.nodes.map(async (node) => {
        await node.answers();
        return settingsOfNode(node);
      }),
    );
  }

  diskOf(node: NatsAdmin): Disk {
    return this.#disks[this.nodes.indexOf(node)] as Disk;
  }

  async cutOff(client: string): Promise<Fault> {
    return cutOff(client, await this.front());
  }

  /** Frames are on disk: the room that the stream may take there is what runs out. */
  async memoryFull(): Promise<Fault> {
    return storeFull(await this.front(), this.broker.destination);
  }

  diskFull(node: NatsAdmin): Fault {
    return diskFull(node.service, this.diskOf(node));
  }

  tornTail(node: NatsAdmin): Fault {
    return tornTail(node.service, this.diskOf(node), "*/streams/FRAMES/msgs/*.blk");
  }

  async whole(withinMs = WHOLE_WITHIN_MS): Promise<void> {
    const question = `NATS (${this.topology}) is whole`;
    await until(question, { deadlineMs: withinMs, everyMs: 200 }, async () => {
      const missing = await missingIn(this.nodes, this.broker.destination);
      return missing ? notYet(missing) : done(undefined);
    });
  }

  async remains(): Promise<string | undefined> {
    const { state } = await this.nodes[0].stream(this.broker.destination);
    if (state.messages > 0) return `${this.broker.destination} holds ${state.messages} frames`;
    const names = (await this.nodes[0].connections()).map(({ name }) => name);
    const clients = names.filter((name) => name === "frame-producer" || name === "frame-consumer");
    return clients.length > 0 ? `${clients.join(", ")} still connected` : undefined;
  }
}
