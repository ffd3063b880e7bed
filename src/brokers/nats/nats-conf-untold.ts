import { settingsInConf } from "./nats-conf.ts";

/** Keys whose values a server tells, or that are judged by what they come to: sockets, logins, TLS, the cluster. */
const TOLD: ReadonlySet<string> = new Set([
  ...["include", "server_name", "listen", "host", "net", "port", "http", "http_port", "monitor_port"],
  ...["https", "https_port", "max_payload", "max_pending", "max_connections", "max_conn", "max_control_line"],
  ...[
    "max_subscriptions",
    "max_subs",
    "write_deadline",
    "ping_interval",
    "ping_max",
    "system_account",
    "system",
  ],
  ...["jetstream", "jetstream.enabled", "jetstream.enable", "jetstream.domain"],
  ...["store_dir", "storedir", "dir", "store", "sync", "sync_interval"].map((key) => `jetstream.${key}`),
  ...["max_memory_store", "max_mem_store", "max_mem"].map((key) => `jetstream.${key}`),
  ...["max_file_store", "max_file"].map((key) => `jetstream.${key}`),
  ...["name", "listen", "host", "port", "routes", "no_advertise"].map((key) => `cluster.${key}`),
  ...["user", "username", "pass", "password", "timeout"].map((key) => `cluster.authorization.${key}`),
  ...["cert_file", "key_file", "ca_file", "verify", "timeout"].map((key) => `tls.${key}`),
  "allow_non_tls",
]);

/** Any other value may be a credential, and so may that of a key with such a name. */
const CAN_BE_SHOWN = /^(?:true|false|yes|no|on|off|\d+(?:\.\d+)?[a-z]*)$/i;
const MAY_BE_SECRET = /pass|token|secret|seed|key|user/;

/** What files of configuration set that the server does not tell of itself, by "conf." and the key. */
export function untoldInConf(files: string): Record<string, string> {
  const untold = settingsInConf(files).filter(([path]) => !TOLD.has(path));
  return Object.fromEntries(
    untold.map(([path, value]) => {
      const isShown = CAN_BE_SHOWN.test(value) && !MAY_BE_SECRET.test(path);
      return [`conf.${path}`, isShown ? value : "is there"];
    }),
  );
}
