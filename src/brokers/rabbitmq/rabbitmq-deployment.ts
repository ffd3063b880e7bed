import type { Disk } from "../../faults/disk.ts";
import type { Fault } from "../../faults/fault.ts";
import { tornTail } from "../../faults/power-cut.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { Broker, BrokerTarget } from "../broker.ts";
import type { Deployment, DeploymentParts, Topology } from "../deployment.ts";
import type { MemberSettings } from "../member-settings.ts";
import { targetOfMembers } from "../target-from.ts";
import { settingsOfNode } from "./node-settings.ts";
import type { CommitMark } from "./quorum-status.ts";
import { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import { cutOff, fullThenRestarted, memoryFull } from "./rabbitmq-faults.ts";
import type { RabbitMQTarget } from "./rabbitmq-target.ts";

const WHOLE_WITHIN_MS = 120_000;

/** RabbitMQ alone, or as a cluster. */
export class RabbitMQDeployment implements Deployment<RabbitMQAdmin> {
  readonly broker: Broker<RabbitMQTarget>;
  readonly nodes: readonly [RabbitMQAdmin, ...RabbitMQAdmin[]];
  readonly witnesses = [];
  readonly #disks: readonly Disk[];

  constructor(broker: Broker<RabbitMQTarget>, { nodes, disks }: DeploymentParts) {
    this.broker = broker;
    this.nodes = nodes.map((service) => new RabbitMQAdmin(service)) as [RabbitMQAdmin];
    this.#disks = disks;
  }

  get topology(): Topology {
    return this.nodes.length > 1 ? "ha" : "one node";
  }

  async version(): Promise<string> {
    return (await this.nodes[0].overview()).rabbitmq_version;
  }

  /** With the leader first: what happens to it happens to the node that clients are connected to. */
  target(): Promise<BrokerTarget> {
    return this.#target();
  }

  async #target(): Promise<RabbitMQTarget> {
    const leader = await this.front();
    const others = this.nodes.filter((node) => node !== leader).map(({ service }) => service);
    return targetOfMembers(this.broker, { nodes: [leader.service, ...others], witnesses: [] });
  }

  /** The node on which the queue's leader is. */
  async front(): Promise<RabbitMQAdmin> {
    const { leader = "none" } = await this.nodes[0].queue(this.broker.destination);
    const node = this.nodes.find(({ service }) => leader === `rabbit@${service.name}`);
    if (!node)
      throw new Error(`the leader of ${this.broker.destination} is ${leader}, which is no node of this run`);
    return node;
  }

  settings(): Promise<MemberSettings[]> {
    return Promise.all(this.nodes.map(settingsOfNode));
  }

  diskOf(node: RabbitMQAdmin): Disk {
    return this.#disks[this.nodes.indexOf(node)] as Disk;
  }

  async cutOff(client: string): Promise<Fault> {
    return cutOff(client, await this.front());
  }

  async memoryFull(): Promise<Fault> {
    return memoryFull(await this.front());
  }

  diskFull(node: RabbitMQAdmin): Fault {
    return fullThenRestarted(node.service, this.diskOf(node));
  }

  tornTail(node: RabbitMQAdmin): Fault {
    return tornTail(node.service, this.diskOf(node), "*/quorum/*.wal");
  }

  async whole(withinMs = WHOLE_WITHIN_MS): Promise<void> {
    const question = `RabbitMQ (${this.topology}) is whole`;
    const mark: CommitMark = {};
    await until(question, { deadlineMs: withinMs, everyMs: 250 }, async () => {
      const missing = await this.#missing(mark);
      return missing ? notYet(missing) : done(undefined);
    });
  }

  async remains(): Promise<string | undefined> {
    const { messages = 0 } = await this.nodes[0].queue(this.broker.destination);
    const ready = await this.broker.at(await this.#target()).depth();
    // The node counts frames that are held by consumers too, and every few seconds; the queue itself those that are ready.
    const held = Math.max(messages, ready);
    if (held > 0) return `${this.broker.destination} holds ${held} frames`;
    const clients = (await this.nodes[0].clients()).filter((name) => name.startsWith("frame-"));
    return clients.length > 0 ? `${clients.join(", ")} still connected` : undefined;
  }

  async #missing(mark: CommitMark): Promise<string | undefined> {
    const wanted = this.nodes.length;
    for (const node of this.nodes) {
      const running = (await node.nodes()).filter((each) => each.running);
      if (running.length < wanted)
        return `${node.service.name} sees ${running.length} of ${wanted} nodes run`;
    }
    const { online = [], leader } = await this.nodes[0].queue(this.broker.destination);
    if ((online?.length ?? 0) < wanted)
      return `${online?.length} of ${wanted} members of ${this.broker.destination} are online`;
    if (!leader) return `${this.broker.destination} has no leader`;
    const alarms = await this.nodes[0].alarms();
    if (alarms.length > 0) return `alarms: ${alarms.map(({ resource }) => resource).join(", ")}`;
    if (wanted === 1) return undefined;
    const behind = await this.nodes[0].memberBehind(this.broker.destination, mark);
    return behind && `${this.broker.destination}: ${behind}`;
  }
}
