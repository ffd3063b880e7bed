import type { Clients } from "../../hosts/lab/lab-swarm-host.ts";
import type { Profile } from "../../plan/profile.ts";
import type { CellPlan } from "../reliability/cell.ts";
import { hostCutOff, hostLost, type OnHost } from "./host-faults.ts";
import type { HostsStack } from "./hosts-stack.ts";

/** Something that happens to the host of the node that takes the frames. */
export interface HostFault extends Omit<CellPlan, "make"> {
  id: "loss" | "partition";
  /** Where clients are: outside, and cut off with the host; or beside each member, on its own host. */
  clients: Clients;
  on: typeof hostLost | typeof hostCutOff;
}

const HOW = {
  topology: "ha",
  shows: "failover",
  isUntilTakenOver: true,
  // Longer than Swarm, Sentinels and quorums need to give a host up.
  lastsSeconds: 25,
} as const;

/** In the order in which they are made. */
const HOST_FAULTS: readonly HostFault[] = [
  { ...HOW, id: "loss", fault: (front) => `host of the ${front} lost`, clients: "outside", on: hostLost },
  {
    ...HOW,
    id: "partition",
    fault: (front) => `host of the ${front} cut off, with clients on it`,
    clients: "beside",
    on: hostCutOff,
  },
];

/** The faults that a profile has the time for. */
export function faultsOf(profile: Profile): readonly HostFault[] {
  return profile === "full" ? HOST_FAULTS : HOST_FAULTS.filter(({ id }) => id === "loss");
}

/** A fault, to be made on the hosts of a stack. @param onReturn is told how a host came back that was lost */
export function planOn(stack: HostsStack, fault: HostFault, onReturn: OnHost["onReturn"]): CellPlan {
  return {
    ...fault,
    make: async (deployment) => {
      const host = await stack.hostOf((await deployment.front()).service.name);
      return fault.on({ lab: stack.lab, host, deployment, onReturn });
    },
  };
}
