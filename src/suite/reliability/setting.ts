import type { BrokerTarget } from "../../brokers/target.ts";

/** A broker as it is delivered, with one node or in profile ha, that faults are made on one after the other. */
export interface Setting {
  readonly broker: "redis" | "rabbitmq";
  readonly topology: "one node" | "ha";
  /** Where clients find it now: the node that takes the frames comes first. */
  target(): Promise<BrokerTarget>;
  /** Waits until every node is there and none is behind. @throws DeadlinePassed that says what is missing */
  whole(): Promise<void>;
  /** What an earlier load has left there now: frames, or clients that are still connected. `undefined` for nothing. */
  remains(): Promise<string | undefined>;
}
