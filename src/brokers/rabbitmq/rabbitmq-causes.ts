import type { Cause } from "../../kernel/causes.ts";
import { LOGIN, RIGHTS } from "../remedies.ts";

/** What the errors of RabbitMQ and its client mean. */
export const RABBITMQ_CAUSES: readonly Cause[] = [
  { pattern: /access to \w+ '.*' refused/, remedy: RIGHTS },
  { pattern: /ACCESS[-_]REFUSED/, remedy: LOGIN },
  {
    // The client does not say why the broker would not open the connection; a login that is wrong ends earlier.
    pattern: /Expected ConnectionOpenOk|NOT[-_]ALLOWED/,
    told: "it refused the virtual host, or this user there (530)",
    remedy:
      "declare the virtual host and this user's permission on it, or name another as the path of the URL",
  },
  {
    pattern: /no queue '/,
    remedy: "declare the queue (config/rabbitmq/definitions.json), or name another: ?queue=NAME in the URL",
  },
  {
    pattern: /no (exchange|vhost)|NOT[-_]FOUND/,
    remedy: "declare what it names (config/rabbitmq/definitions.json)",
  },
  {
    pattern: /RESOURCE[-_]LOCKED/,
    remedy: "close the connection that has the queue for itself, or name another queue",
  },
  {
    pattern: /PRECONDITION[-_]FAILED|NOT[-_]IMPLEMENTED/,
    remedy:
      "name a quorum queue: this one is of another type or has other settings (rabbitmqctl list_queues name type)",
  },
  {
    pattern: /takes part|leader|timeout.*queue/,
    remedy: "look whether its node runs and most members are online (rabbitmq-queues quorum_status QUEUE)",
  },
  {
    pattern: /CONNECTION[-_]FORCED|shutdown/,
    remedy: "start the node again: it was shut down, or an operator closed the connection",
  },
  {
    pattern: /[Hh]eartbeat/,
    remedy: "look at the node's load and the way there: it has said nothing for 20 s",
  },
  {
    pattern:
      /abruptly|Invalid frame|Unexpected frame|Expected Connection|AMQP0091|before secure TLS|handshake/,
    remedy: "name the port of AMQP, 5672, or with amqps:// 5671 for TLS: something else listens on this one",
  },
];
