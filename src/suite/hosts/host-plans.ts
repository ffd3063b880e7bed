import { BROKERS } from "../../brokers/all.ts";
import type { Fault } from "../../faults/fault.ts";
import type { LabHost } from "../../hosts/lab/lab-host.ts";
import type { Clients } from "../../hosts/lab/lab-swarm-host.ts";
import { plannedRate } from "../load-bench/planned-rate.ts";
import type { CellPlan } from "../reliability/cell.ts";
import type { FaultyBroker } from "../reliability/start-deployment.ts";
import { hostCutOff, hostLinkSlow, hostLost, type OnHost } from "./host-faults.ts";
import type { HostsStack } from "./hosts-stack.ts";
import type { LossCourse } from "./watched-loss.ts";

export type HostFaultId = "loss" | "partition" | "slow";

/** Something that happens to the host of the node that takes the frames. */
export interface HostFault extends Omit<CellPlan, "make"> {
  /** Where clients are: outside, so that they reach the host as others do; or beside each member, on its own host. */
  clients: Clients;
  on: (where: OnHost) => Fault;
}

const HOW = {
  topology: "ha",
  shows: "failover",
  isUntilTakenOver: true,
  // Longer than Swarm, Sentinels and quorums need to give a host up.
  lastsSeconds: 25,
} as const;

/** What is done to a host. */
export const HOST_FAULTS: Readonly<Record<HostFaultId, HostFault>> = {
  loss: { ...HOW, fault: (front) => `host of the ${front} lost`, clients: "outside", on: hostLost },
  partition: {
    ...HOW,
    fault: (front) => `host of the ${front} cut off, with clients on it`,
    clients: "beside",
    on: hostCutOff,
  },
  slow: {
    topology: "ha",
    fault: (front) => `slow link of the host of the ${front}`,
    clients: "beside",
    on: hostLinkSlow,
    get framesPerSecond() {
      return plannedRate();
    },
    // What does not come through meanwhile is still due afterwards.
    isFlowing: true,
    beforeSeconds: 10,
    lastsSeconds: 20,
    goesOnSeconds: 30,
  },
};

/** A fault with the load that a broker can take on hosts that share a disk. */
export function offeredTo({ deployment }: Pick<FaultyBroker, "deployment">, fault: HostFault): HostFault {
  const most = deployment.framesPerSecondOnHosts;
  if (most === undefined) return fault;
  return { ...fault, framesPerSecond: Math.min(most, fault.framesPerSecond ?? most) };
}

/** Of any broker; everything else that runs on a host watches them. */
const MEMBERS: ReadonlySet<string> = new Set(
  BROKERS.flatMap(({ nodes, witnesses }) => [...nodes, ...witnesses]),
);

interface Onlookers {
  /** Told how a host came back that was lost. */
  onReturn: OnHost["onReturn"];
  /** Asked who watches what comes of it, by the node that takes the frames; for a loss alone. */
  watch?(node: string, host: LabHost): Promise<LossCourse | undefined>;
}

/** A fault, to be made on the hosts of a stack. */
export function planOn(stack: HostsStack, fault: HostFault, { onReturn, watch }: Onlookers): CellPlan {
  return {
    ...fault,
    make: async (deployment) => {
      const node = (await deployment.front()).service.name;
      const host = await stack.hostOf(node);
      const watchers = (await stack.servicesOn(host)).filter((name) => !MEMBERS.has(name));
      const watchersBack = () => stack.runOn(host, watchers);
      const watched = await watch?.(node, host);
      return fault.on({ lab: stack.lab, host, deployment, watchersBack, onReturn, watch: watched });
    },
  };
}
