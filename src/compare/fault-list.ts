import type { Topology } from "../brokers/deployment.ts";

interface ListedFault {
  readonly title: string;
  readonly topology: Topology;
  /** Its name in the fault matrix, where the node that takes the frames is called "node". */
  readonly cell: string;
}

/** The faults that brokers are compared by. */
export const FAULTS = {
  kill: { title: "Node that takes frames killed", topology: "ha", cell: "node killed" },
  pause: { title: "Its host pauses for 10 s", topology: "ha", cell: "node paused for 10 s" },
  "power-cut": { title: "Power cut", topology: "one node", cell: "power cut" },
} as const satisfies Record<string, ListedFault>;

export type FaultId = keyof typeof FAULTS;
export const FAULT_IDS = Object.keys(FAULTS) as FaultId[];
