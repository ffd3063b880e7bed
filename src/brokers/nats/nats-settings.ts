import type { ConsumerConfig, StreamConfig } from "@nats-io/jetstream";
import { processLimits } from "../../stack/process-limits.ts";
import type { MemberSettings } from "../member-settings.ts";
import type { NatsAdmin } from "./nats-admin.ts";
import type { Varz } from "./nats-answers.ts";
import { untoldInConf } from "./nats-conf-untold.ts";

/** Of what a server says of itself, what it is set to. */
const OF_SERVER = [
  "auth_required",
  "auth_timeout",
  "http_port",
  "https_port",
  "max_connections",
  "max_control_line",
  "max_payload",
  "max_pending",
  "max_subscriptions",
  "ping_interval",
  "ping_max",
  "port",
  "system_account",
  "tls_required",
  "tls_timeout",
  "tls_verify",
  "write_deadline",
] as const;

/** What opens further ways in, by its name; empty where there is none. */
const WAYS_IN = ["gateway", "leaf", "mqtt", "websocket"] as const;

/** What a server and what it keeps have by themselves (NATS 2.10 to 2.12). */
const DEFAULTS: Readonly<Record<string, string>> = {
  max_connections: "65536",
  max_control_line: "4096",
  max_pending: "67108864",
  write_deadline: "10000000000",
  https_port: "0",
  "jetstream.compress_ok": "true",
  "stream.max_consumers": "-1",
  "stream.max_msgs_per_subject": "-1",
  "stream.max_msg_size": "-1",
  "stream.duplicate_window": "120000000000",
  "stream.compression": "none",
  "stream.mirror_direct": "false",
  "stream.sealed": "false",
  "stream.deny_delete": "false",
  "stream.deny_purge": "false",
  "stream.allow_rollup_hdrs": "false",
  "stream.consumer_limits": "{}",
};

/** What the system's account may have of JetStream by itself. */
const UNLIMITED: Readonly<Record<string, string>> = {
  "account.max_memory": "-1",
  "account.max_storage": "-1",
  "account.max_streams": "-1",
  "account.max_consumers": "-1",
  "account.max_ack_pending": "-1",
  "account.memory_max_stream_bytes": "-1",
  "account.storage_max_stream_bytes": "-1",
  "account.max_bytes_required": "false",
};

/** Its own files of configuration, one after the other. */
const FILES = ["sh", "-c", "cat /tmp/nats/*.conf"];

/** What a node, its stream and the account of that are set to. */
export async function settingsOfNode(node: NatsAdmin): Promise<MemberSettings> {
  const [varz, stream, consumer, account, files, limits] = await Promise.all([
    node.varz(),
    node.stream(),
    node.consumer(),
    node.accountLimits(),
    node.service.exec(FILES),
    processLimits(node.service),
  ]);
  return {
    member: node.service.name,
    of: "nats",
    settings: {
      ...settingsOfServer(varz),
      ...prefixed("stream", stream.config),
      ...prefixed("consumer", consumer.config),
      ...prefixed("account", account),
      ...untoldInConf(files),
      ...limits,
    },
    defaults: { ...DEFAULTS, ...UNLIMITED },
  };
}

/** The settings in force of a server, as texts. */
export function settingsOfServer(varz: Varz): Record<string, string> {
  const own = OF_SERVER.flatMap((name) => (varz[name] === undefined ? [] : [[name, text(varz[name])]]));
  const ways = WAYS_IN.map((name) => [name, isOpen(varz[name]) ? "open" : "closed"]);
  return {
    ...Object.fromEntries([...own, ...ways]),
    ...prefixed("jetstream", varz.jetstream.config ?? {}),
  };
}

function prefixed(prefix: string, config: Partial<StreamConfig> | ConsumerConfig | object) {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [`${prefix}.${name}`, text(value)]),
  );
}

function text(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A server tells nothing, or no port, of a way in that it does not have. */
function isOpen(told: unknown): boolean {
  return typeof told === "object" && told !== null && "port" in told && Number(told.port) > 0;
}
