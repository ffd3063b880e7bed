import type { HostPort } from "../../stack/running-service.ts";
import type { BrokerTarget } from "../broker.ts";

export interface NatsTarget extends BrokerTarget {
  readonly broker: "nats";
  readonly user: string;
  readonly password: string;
  /** The other nodes of its cluster. */
  readonly others?: readonly HostPort[];
}
