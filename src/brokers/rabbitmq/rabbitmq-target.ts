import type { HostPort } from "../../stack/running-service.ts";
import type { BrokerTarget } from "../broker.ts";

export interface RabbitMQTarget extends BrokerTarget {
  readonly broker: "rabbitmq";
  readonly user: string;
  readonly password: string;
  readonly vhost: string;
  /** The other nodes of its cluster. */
  readonly others?: readonly HostPort[];
}
