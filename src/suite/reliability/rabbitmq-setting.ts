import { type BrokerTarget, brokerAt } from "../../brokers/target.ts";
import { targetOfNodes } from "../../brokers/target-from.ts";
import type { XfsDisk } from "../../faults/xfs-disk.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RabbitMQSubject } from "../subjects/rabbitmq-subject.ts";
import type { Setting } from "./setting.ts";

const QUEUE = "frame_queue";
const WHOLE_WITHIN_MS = 120_000;

/** RabbitMQ alone, or as a cluster. */
export class RabbitMQSetting implements Setting {
  readonly broker = "rabbitmq";
  readonly nodes: readonly [RabbitMQSubject, ...RabbitMQSubject[]];
  /** Of each node, in their order; none where this host cannot cut their power. */
  readonly disks: readonly XfsDisk[];

  constructor(parts: {
    nodes: readonly [RabbitMQSubject, ...RabbitMQSubject[]];
    disks: readonly XfsDisk[];
  }) {
    this.nodes = parts.nodes;
    this.disks = parts.disks;
  }

  get topology(): Setting["topology"] {
    return this.nodes.length > 1 ? "ha" : "one node";
  }

  /** With the leader first: what happens to it happens to the node that clients are connected to. */
  async target(): Promise<BrokerTarget> {
    const leader = await this.leader();
    const others = this.nodes.filter((node) => node !== leader).map(({ service }) => service);
    return targetOfNodes("rabbitmq", [leader.service, ...others]);
  }

  /** The node on which the queue's leader is. */
  async leader(): Promise<RabbitMQSubject> {
    const { leader = "none" } = await this.nodes[0].queue(QUEUE);
    const node = this.nodes.find(({ service }) => leader === `rabbit@${service.name}`);
    if (!node) throw new Error(`the leader of ${QUEUE} is ${leader}, which is no node of this run`);
    return node;
  }

  diskOf(node: RabbitMQSubject): XfsDisk {
    return this.disks[this.nodes.indexOf(node)] as XfsDisk;
  }

  async whole(): Promise<void> {
    const question = `RabbitMQ (${this.topology}) is whole`;
    await until(question, { deadlineMs: WHOLE_WITHIN_MS, everyMs: 250 }, async () => {
      const missing = await this.#missing();
      return missing ? notYet(missing) : done(undefined);
    });
  }

  async remains(): Promise<string | undefined> {
    const { messages = 0 } = await this.nodes[0].queue(QUEUE);
    const ready = await brokerAt(await this.target()).depth();
    // The node counts frames that are held by consumers too, and every few seconds; the queue itself those that are ready.
    const held = Math.max(messages, ready);
    if (held > 0) return `${QUEUE} holds ${held} frames`;
    const clients = (await this.nodes[0].clients()).filter((name) => name.startsWith("frame-"));
    return clients.length > 0 ? `${clients.join(", ")} still connected` : undefined;
  }

  async #missing(): Promise<string | undefined> {
    const wanted = this.nodes.length;
    for (const node of this.nodes) {
      const running = (await node.nodes()).filter((each) => each.running);
      if (running.length < wanted)
        return `${node.service.name} sees ${running.length} of ${wanted} nodes run`;
    }
    const { online = [], leader } = await this.nodes[0].queue(QUEUE);
    if ((online?.length ?? 0) < wanted)
      return `${online?.length} of ${wanted} members of ${QUEUE} are online`;
    if (!leader) return `${QUEUE} has no leader`;
    const alarms = await this.nodes[0].alarms();
    return alarms.length > 0 ? `alarms: ${alarms.map(({ resource }) => resource).join(", ")}` : undefined;
  }
}
