import type { Disk } from "../faults/disk.ts";
import type { Fault } from "../faults/fault.ts";
import type { RunningService } from "../stack/running-service.ts";
import type { Broker, BrokerTarget, Members } from "./broker.ts";
import type { MemberSettings } from "./member-settings.ts";

/** A broker alone, or with all members of profile ha. */
export type Topology = "one node" | "ha";

/** One of the members that hold frames. */
export interface BrokerNode {
  readonly service: RunningService;
}

/** A broker under a topology, as it is delivered, that faults are made on one after the other. */
export interface Deployment<N extends BrokerNode = BrokerNode> {
  readonly broker: Broker;
  readonly topology: Topology;
  readonly nodes: readonly [N, ...N[]];
  readonly witnesses: readonly BrokerNode[];

  version(): Promise<string>;
  /** The node that takes the frames now. */
  front(): Promise<N>;
  /** Where clients find it now: the node that takes the frames comes first. */
  target(): Promise<BrokerTarget>;
  /** Waits until every node is there and none is behind. @throws DeadlinePassed that says what is missing */
  whole(withinMs?: number): Promise<void>;
  /** Has another node take the frames with nothing lost, before its own is stopped; absent where the others do so by themselves. */
  handOver?(): Promise<void>;
  /** What an earlier load has left there now: frames, or clients that are still connected. `undefined` for nothing. */
  remains(): Promise<string | undefined>;
  /** What every member is set to. @throws Undetermined where that can't be seen */
  settings(): Promise<readonly MemberSettings[]>;
  /** The node's own disk, where this host can cut its power. */
  diskOf(node: N): Disk;
  /** Why it may confirm nothing, as far as its settings tell. */
  whyUnconfirmed?(): Promise<string | undefined>;

  /** The broker closes the connections of a client. @param client the name that it gives: "frame-producer" */
  cutOff(client: string): Promise<Fault>;
  /** The node that takes the frames has no memory left for more. */
  memoryFull(): Promise<Fault>;
  /** No byte fits onto the node's disk any more. */
  diskFull(node: N): Fault;
  /** The node writes all that it holds anew, beside what comes in, for as long as this lasts. Made where `copies` names it. */
  copying?(node: N, copy: Copy): Fault;
  /** The last write of what the node recovers from is cut in half. */
  tornTail(node: N): Fault;
}

/** What a node writes anew beside its log: a copy of all that it holds, or the log itself. */
export type Copy = "snapshot" | "rewrite";

/** What of a deployment runs, and the disks of its nodes in their order; none where this host cannot cut their power. */
export interface DeploymentParts extends Members {
  disks: readonly Disk[];
}
