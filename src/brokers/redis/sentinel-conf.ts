/** What a Sentinel tells of itself, what it has found out, and what is judged elsewhere: credentials, users, sockets. */
const TOLD: ReadonlySet<string> = new Set([
  ...["port", "bind", "dir", "protected-mode", "requirepass", "user", "loglevel", "daemonize"],
  ...["latency-tracking-info-percentiles", "pidfile", "supervised"],
  ...["monitor", "quorum", "down-after-milliseconds", "failover-timeout", "parallel-syncs"].map(ofSentinel),
  ...["resolve-hostnames", "announce-hostnames", "announce-ip", "announce-port", "myid"].map(ofSentinel),
  ...["auth-pass", "auth-user", "sentinel-user", "sentinel-pass"].map(ofSentinel),
  ...["config-epoch", "leader-epoch", "current-epoch", "known-replica", "known-slave"].map(ofSentinel),
  ...["known-sentinel", "notification-script", "client-reconfig-script"].map(ofSentinel),
]);

function ofSentinel(name: string): string {
  return `sentinel ${name}`;
}

/**
 * What the file of a Sentinel sets that it does not tell, by "conf" and the name. Values may be credentials, and are not told.
 * @param text of the file, which the Sentinel writes anew itself
 */
export function untoldInConf(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => line.trim().toLowerCase().split(/\s+/));
  const names = lines.flatMap(([first = "", second = ""]) => {
    if (first === "" || first.startsWith("#")) return [];
    return [first === "sentinel" ? ofSentinel(second) : first];
  });
  const untold = names.filter((name) => !TOLD.has(name));
  return Object.fromEntries(untold.map((name) => [`conf ${name}`, "is there"]));
}
