import type { Topology } from "../../brokers/deployment.ts";
import { killing, pausing, stopping } from "../../faults/process.ts";
import type { CellPlan } from "./cell.ts";
import { consumerKilled } from "./client-faults.ts";
import {
  backlogOf,
  frontIsolated,
  powerCutDuring,
  powerCutOf,
  powerCutOfAll,
  rollingRestart,
} from "./node-faults.ts";

type Plan = Omit<CellPlan, "topology">;

/** More than a queue of RabbitMQ holds by its limit, and than any stream is likely to be trimmed to. */
const BACKLOG = 60_000;
/** So that the oldest of them are a minute old. */
const BACKLOG_PER_SECOND = 1_000;

/** What can happen to a broker with one node as with more. */
const ANYWHERE: readonly Plan[] = [
  {
    fault: () => "producer cut off",
    lastsSeconds: 1,
    make: (deployment) => deployment.cutOff("frame-producer"),
  },
  {
    fault: () => "consumer cut off",
    isFlowing: true,
    lastsSeconds: 1,
    make: (deployment) => deployment.cutOff("frame-consumer"),
  },
  {
    fault: () => "consumer killed with unacknowledged frames",
    isFlowing: true,
    lastsSeconds: 1,
    make: consumerKilled,
  },
  {
    fault: () => "memory limit reached",
    lastsSeconds: 3,
    make: (deployment) => deployment.memoryFull(),
  },
  {
    fault: () => "nobody takes 60,000 frames for a minute",
    backlog: BACKLOG,
    framesPerSecond: BACKLOG_PER_SECOND,
    lastsSeconds: 1,
    make: async (deployment) => backlogOf(deployment),
  },
];

const ONE_NODE: readonly Plan[] = [
  {
    fault: () => "power cut",
    shows: "power cut",
    needsDisks: true,
    isQuick: true,
    isRepeated: true,
    lastsSeconds: 1,
    make: async (deployment) => powerCutOf(deployment, deployment.nodes[0]),
  },
  {
    fault: () => "power cut while an RDB snapshot is written",
    shows: "power cut",
    needsDisks: true,
    needsCopy: "snapshot",
    isQuick: true,
    lastsSeconds: 1,
    make: async (deployment) => powerCutDuring("snapshot", deployment, deployment.nodes[0]),
  },
  {
    fault: () => "power cut while the append-only file is rewritten",
    shows: "power cut",
    needsDisks: true,
    needsCopy: "rewrite",
    lastsSeconds: 1,
    make: async (deployment) => powerCutDuring("rewrite", deployment, deployment.nodes[0]),
  },
  {
    fault: () => "SIGKILL",
    isQuick: true,
    lastsSeconds: 1,
    make: async ({ nodes: [node] }) => killing(node.service),
  },
  {
    fault: () => "graceful restart",
    lastsSeconds: 1,
    make: async ({ nodes: [node] }) => stopping(node.service),
  },
  {
    fault: () => "pause of 10 s",
    lastsSeconds: 10,
    make: async ({ nodes: [node] }) => pausing(node.service),
  },
  ...ANYWHERE,
  {
    fault: () => "disk full",
    needsDisks: true,
    lastsSeconds: 12,
    make: async (deployment) => deployment.diskFull(deployment.nodes[0]),
  },
  {
    fault: () => "last write cut in half",
    needsDisks: true,
    lastsSeconds: 1,
    make: async (deployment) => deployment.tornTail(deployment.nodes[0]),
  },
];

/** Faults of the node that takes the frames in profile ha, and of all nodes. */
const HA: readonly Plan[] = [
  {
    fault: (front) => `${front} killed`,
    shows: "failover",
    isQuick: true,
    isUntilTakenOver: true,
    lastsSeconds: 12,
    make: async (deployment) => killing((await deployment.front()).service),
  },
  {
    fault: (front) => `${front} paused for 10 s`,
    shows: "failover",
    lastsSeconds: 10,
    make: async (deployment) => pausing((await deployment.front()).service),
  },
  {
    fault: (front) => `${front} isolated from the majority (split brain)`,
    shows: "failover",
    needsTools: true,
    isUntilTakenOver: true,
    lastsSeconds: "isolation",
    make: frontIsolated,
  },
  {
    fault: (front) => `power cut of the ${front}`,
    shows: "power cut",
    needsDisks: true,
    lastsSeconds: 12,
    make: async (deployment) => powerCutOf(deployment, await deployment.front()),
  },
  {
    fault: () => "power cut of all nodes at once",
    shows: "power cut",
    needsDisks: true,
    lastsSeconds: 1,
    make: async (deployment) => powerCutOfAll(deployment),
  },
  {
    fault: () => "rolling restart of all nodes",
    lastsSeconds: 1,
    make: async (deployment) => rollingRestart(deployment, await deployment.front()),
  },
  ...ANYWHERE,
  {
    fault: (front) => `disk of the ${front} full`,
    needsDisks: true,
    lastsSeconds: 12,
    make: async (deployment) => deployment.diskFull(await deployment.front()),
  },
];

/** The fault matrix, the same for every broker. */
export const CELLS: readonly CellPlan[] = [...under("one node", ONE_NODE), ...under("ha", HA)];

function under(topology: Topology, plans: readonly Plan[]): CellPlan[] {
  return plans.map((plan) => ({ ...plan, topology }));
}
