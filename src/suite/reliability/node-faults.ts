import type { BrokerNode, Copy, Deployment } from "../../brokers/deployment.ts";
import { Fault, together } from "../../faults/fault.ts";
import { isolation } from "../../faults/isolation.ts";
import { powerCut } from "../../faults/power-cut.ts";
import { stopping } from "../../faults/process.ts";
import { Undetermined } from "../../kernel/undetermined.ts";

export function powerCutOf(deployment: Deployment, node: BrokerNode): Fault {
  return powerCut(node.service, deployment.diskOf(node));
}

export function powerCutOfAll(deployment: Deployment): Fault {
  return together(
    "power cut of all nodes",
    deployment.nodes.map((node) => powerCutOf(deployment, node)),
  );
}

/** The power is cut while a node writes all that it holds anew, and frames are confirmed beside it. */
export function powerCutDuring(copy: Copy, deployment: Deployment, node: BrokerNode): Fault {
  const cut = powerCutOf(deployment, node);
  const copying = deployment.copying?.(node, copy);
  return new Fault(`power cut during a ${copy}`, async () => {
    if (!copying) throw new Undetermined(`${node.service.name} has no ${copy} that could be under way`);
    const underWay = await copying.inject();
    try {
      const proof = await cut.inject();
      return {
        proof: `${underWay}; ${proof}`,
        heal: async () => [await cut.heal(), await copying.heal()].join("; "),
      };
    } catch (thrown) {
      await copying[Symbol.asyncDispose]();
      throw thrown;
    }
  });
}

/** Frames pile up until consumers come. What is at stake is what a broker drops from a long queue, or from one that grows old. */
export function backlogOf(deployment: Deployment): Fault {
  return new Fault("a backlog", async () => {
    const broker = deployment.broker.at(await deployment.target());
    const held = await broker.depth();
    return { proof: `${broker.destination} holds ${held} frames`, heal: async () => "consumers take them" };
  });
}

/** One node after the other ends and comes back. @param last the one that takes the frames */
export function rollingRestart(deployment: Deployment, last: BrokerNode): Fault {
  return new Fault("rolling restart", async () => {
    const order = [...deployment.nodes.filter((node) => node !== last), last];
    const seen: string[] = [];
    for (const { service } of order) {
      await using restart = stopping(service);
      seen.push(await restart.inject(), await restart.heal());
      await deployment.whole();
    }
    return { proof: seen.join("; "), heal: async () => "every node is back" };
  });
}

/** The node that takes the frames hears none of the others, and clients hear it: split brain. */
export async function frontIsolated(deployment: Deployment): Promise<Fault> {
  const front = await deployment.front();
  const others = [...deployment.nodes, ...deployment.witnesses].filter((node) => node !== front);
  return isolation(
    front.service,
    others.map(({ service }) => service),
  );
}
