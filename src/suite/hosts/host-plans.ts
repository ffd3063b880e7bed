import type { Clients } from "../../hosts/lab/lab-swarm-host.ts";
import type { CellPlan } from "../reliability/cell.ts";
import { hostCutOff, hostLost, type Return } from "./host-faults.ts";
import type { HostsStack } from "./hosts-stack.ts";

/** Seconds of load without a host: longer than Swarm, Sentinels and quorums need to give it up. */
const LASTS_SECONDS = 25;

/** Something that happens to the host of the node that takes the frames. */
export interface HostFault {
  id: "loss" | "partition";
  title(front: string): string;
  /** Where clients are: outside, and cut off with the host; or beside each member, on its own host. */
  clients: Clients;
  planOf(stack: HostsStack, onReturn: (found: Return) => void): CellPlan;
}

const loss = (front: string): string => `host of the ${front} lost`;
const partition = (front: string): string => `host of the ${front} cut off, with clients on it`;

/** In the order in which they are made. */
export const HOST_FAULTS: readonly HostFault[] = [
  {
    id: "loss",
    title: loss,
    clients: "outside",
    planOf: (stack, onReturn) => ({
      topology: "ha",
      fault: loss,
      shows: "failover",
      isUntilTakenOver: true,
      lastsSeconds: LASTS_SECONDS,
      make: async (deployment) => {
        const host = await stack.hostOf((await deployment.front()).service.name);
        return hostLost({ lab: stack.lab, host, deployment, onReturn });
      },
    }),
  },
  {
    id: "partition",
    title: partition,
    clients: "beside",
    planOf: (stack) => ({
      topology: "ha",
      fault: partition,
      shows: "failover",
      isUntilTakenOver: true,
      lastsSeconds: LASTS_SECONDS,
      make: async (deployment) =>
        hostCutOff(stack.lab, await stack.hostOf((await deployment.front()).service.name)),
    }),
  },
];
