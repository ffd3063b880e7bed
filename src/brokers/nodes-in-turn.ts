import type { Address, HostPort } from "../stack/running-service.ts";

/** What was reached, and at which node. */
export type ReachedAt<T> = T & { node: Address };

/** The nodes of a cluster, each of which takes clients, in the order in which they are asked: one that did not take part comes last. */
export class NodesInTurn {
  readonly #nodes: Address[];

  constructor(first: Address, others: readonly Address[] = []) {
    this.#nodes = [first, ...others];
  }

  get areSeveral(): boolean {
    return this.#nodes.length > 1;
  }

  /** Connects to the first node that takes part. @throws what the last of them said */
  async first<T extends object>(connect: (at: HostPort) => Promise<T>): Promise<ReachedAt<T>> {
    let reason: unknown;
    for (const node of [...this.#nodes]) {
      try {
        return { ...(await connect(await node())), node };
      } catch (thrown) {
        reason = thrown;
      }
    }
    throw reason;
  }

  /** From now on the others are asked before it. */
  passOver(node: Address): void {
    const index = this.#nodes.indexOf(node);
    if (index >= 0) this.#nodes.push(...this.#nodes.splice(index, 1));
  }
}
