/** How Grafana writes a value. `plain` is for states, which are shown by name. */
export const UNIT = {
  frames: "suffix:frames",
  framesPerSecond: "suffix:frames/s",
  commandsPerSecond: "suffix:commands/s",
  openedPerSecond: "suffix:opened/s",
  seconds: "s",
  duration: "dtdurations",
  bytes: "bytes",
  bytesPerSecond: "binBps",
  ratio: "percentunit",
  keys: "suffix:keys",
  changes: "suffix:changes",
  delays: "suffix:delays",
  replies: "suffix:replies",
  requests: "suffix:requests",
  clients: "suffix:clients",
  nodes: "suffix:nodes",
  elections: "suffix:elections",
  entries: "suffix:entries",
  members: "suffix:members",
  missing: "suffix:missing",
  alerts: "suffix:alerts",
  notifications: "suffix:notifications",
  plain: "none",
} as const;

export type Unit = (typeof UNIT)[keyof typeof UNIT];
