/** How Grafana writes a value. `plain` is for states, which are shown by name. */
export const UNIT = {
  frames: "suffix:frames",
  framesPerSecond: "suffix:frames/s",
  seconds: "s",
  bytes: "bytes",
  ratio: "percentunit",
  percent: "percent",
  keys: "suffix:keys",
  changes: "suffix:changes",
  delays: "suffix:delays",
  replies: "suffix:replies",
  requests: "suffix:requests",
  clients: "suffix:clients",
  nodes: "suffix:nodes",
  members: "suffix:members",
  missing: "suffix:missing",
  alerts: "suffix:alerts",
  notifications: "suffix:notifications",
  plain: "none",
} as const;

export type Unit = (typeof UNIT)[keyof typeof UNIT];
