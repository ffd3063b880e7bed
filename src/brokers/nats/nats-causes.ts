import type { Cause } from "../../kernel/causes.ts";
import { LOGIN, RIGHTS } from "../remedies.ts";

/** What the errors of NATS and its client mean. */
export const NATS_CAUSES: readonly Cause[] = [
  { pattern: /Authorization Violation|Authentication Timeout|authorization error/i, remedy: LOGIN },
  { pattern: /Permissions Violation/i, remedy: RIGHTS },
  {
    pattern: /jetstream (is )?not enabled|JetStream not enabled|no responders/i,
    told: "no stream answers there: JetStream is off, has no leader, or nothing is declared (no responders)",
    remedy:
      "look at its log and at http://127.0.0.1:8222/healthz: JetStream has to be on (config/nats/nats.conf), and most nodes have to run",
  },
  {
    pattern: /stream not found/i,
    remedy: "declare the stream (config/nats/stream.json), or name another: ?stream=NAME in the URL",
  },
  {
    pattern: /consumer not found/i,
    remedy: "declare the consumer ai-services (config/nats/consumer.json)",
  },
  {
    pattern: /maximum (messages|bytes) exceeded|insufficient (storage|resources)/i,
    remedy:
      "have consumers empty it, or raise max_msgs and max_bytes in config/nats/stream.json: the stream is full",
  },
  {
    pattern: /names no single one/,
    remedy: "name a stream that takes frames at one subject without * and >",
  },
  {
    pattern: /takes part|leader|temporarily unavailable/,
    remedy: "look whether most nodes run: http://127.0.0.1:8222/jsz?streams=true names the leader",
  },
  {
    pattern: /Stale Connection|ping timeout/i,
    remedy: "look at the node's load and the way there: it has said nothing for 20 s",
  },
  {
    // What its client says of a server that says something else, nothing, or good-bye.
    pattern:
      /Unknown Protocol|protocol error|Secure Connection|tls|unexpected response from server|undefined error/i,
    remedy: "name the port of NATS, 4222, and nats:// or natss:// as it has TLS there or not",
  },
  {
    pattern: /^timeout$/,
    told: "no answer (timeout)",
    remedy: "look whether it is held up, and whether NATS is what listens on that port (4222)",
  },
];
