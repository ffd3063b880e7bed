import { Fault, together } from "../../faults/fault.ts";
import { powerCut } from "../../faults/power-cut.ts";
import { stopping } from "../../faults/process.ts";
import type { XfsDisk } from "../../faults/xfs-disk.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { Setting } from "./setting.ts";

/** A node of a broker. */
interface Node {
  readonly service: RunningService;
}

/** A broker with its nodes, each on a disk of its own. */
interface Nodes<N extends Node> extends Setting {
  readonly nodes: readonly N[];
  diskOf(node: N): XfsDisk;
}

export function powerCutOf<N extends Node>(setting: Nodes<N>, node: N): Fault {
  return powerCut(node.service, setting.diskOf(node));
}

export function powerCutOfAll<N extends Node>(setting: Nodes<N>): Fault {
  return together(
    "power cut of all nodes",
    setting.nodes.map((node) => powerCutOf(setting, node)),
  );
}

/** One node after the other ends and comes back. @param last the one that takes the frames */
export function rollingRestart<N extends Node>(setting: Nodes<N>, last: N): Fault {
  return new Fault("rolling restart", async () => {
    const order = [...setting.nodes.filter((node) => node !== last), last];
    const seen: string[] = [];
    for (const { service } of order) {
      await using restart = stopping(service);
      seen.push(await restart.inject(), await restart.heal());
      await setting.whole();
    }
    return { proof: seen.join("; "), heal: async () => "every node is back" };
  });
}
