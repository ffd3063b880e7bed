import type { Topology } from "../brokers/deployment.ts";
import { COMPARISON_EVIDENCE } from "../report/results/comparison-evidence.ts";
import type { FaultId } from "./fault-list.ts";

/** A file of a broker under a topology. */
export function topologyFile(broker: string, topology: Topology, name: string): string {
  return `${COMPARISON_EVIDENCE}/${broker}/${topology.replaceAll(" ", "-")}/${name}`;
}

export function faultFile(broker: string, fault: FaultId): string {
  return `${COMPARISON_EVIDENCE}/${broker}/faults/${fault}.json`;
}
