import { type Deadline, settled } from "../../kernel/wait.ts";
import { QUEUE } from "./names.ts";
import type { Queue } from "./rabbitmq-answers.ts";
import type { RabbitMQSubject } from "./rabbitmq-subject.ts";

const SETTLING: Deadline = { deadlineMs: 60_000, everyMs: 200 };

/** The cluster as its nodes describe it; where they disagree, the worst of it. */
export interface ClusterView {
  /** Running nodes, as the node with the narrowest view counts them. */
  running: number;
  /** Memory and disk alarms in force, over all nodes. */
  alarms: string[];
  /** Nodes that some node has lost sight of, over all nodes. */
  partitions: string[];
}

/** The RabbitMQ nodes of profile ha as one cluster. */
export class ClusterSubject {
  readonly nodes: readonly RabbitMQSubject[];
  readonly #settling: Deadline;

  /** @param settling how long the nodes may take to agree */
  constructor(nodes: readonly RabbitMQSubject[], settling = SETTLING) {
    this.nodes = nodes;
    this.#settling = settling;
  }

  /** A node by the name of its service. */
  node(name: string): RabbitMQSubject {
    const node = this.nodes.find(({ service }) => service.name === name);
    if (!node) throw new Error(`${name} is no node of this cluster`);
    return node;
  }

  /** What every node says once all see each other, or when the deadline passes. */
  async view(): Promise<ClusterView> {
    return settled(
      "every node sees all the others run",
      this.#settling,
      () => this.#look(),
      ({ running }) => running === this.nodes.length,
    );
  }

  /** The queue of the frames once it has a member on every node, or when the deadline passes. */
  async grownQueue(): Promise<Queue> {
    return settled(
      `${QUEUE} has an online member on every node`,
      this.#settling,
      () => this.#first.frameQueue(),
      ({ online }) => online?.length === this.nodes.length,
    );
  }

  async #look(): Promise<ClusterView> {
    const views = await Promise.all(this.nodes.map((node) => node.nodes()));
    return {
      running: Math.min(...views.map((view) => view.filter(({ running }) => running).length)),
      alarms: (await this.#first.alarms()).map(({ node, resource }) => `${resource} of ${node}`),
      partitions: views.flat().flatMap(({ name, running, partitions }) => {
        if (running && !partitions) throw new Error(`${name} has not told its figures yet`);
        return partitions ?? [];
      }),
    };
  }

  get #first(): RabbitMQSubject {
    return this.nodes[0] as RabbitMQSubject;
  }
}
