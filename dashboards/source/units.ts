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

/** Digits behind the point: as many for each value of a unit. What is counted has none, and what is not here as many as it needs. */
export const DECIMALS: Readonly<Partial<Record<Unit, number>>> = {
  ...{ [UNIT.ratio]: 1, [UNIT.seconds]: 1, [UNIT.bytes]: 1, [UNIT.bytesPerSecond]: 1 },
  ...{ [UNIT.framesPerSecond]: 1, [UNIT.commandsPerSecond]: 1, [UNIT.openedPerSecond]: 1 },
  ...{ [UNIT.frames]: 0, [UNIT.keys]: 0, [UNIT.changes]: 0, [UNIT.delays]: 0, [UNIT.replies]: 0 },
  ...{ [UNIT.requests]: 0, [UNIT.clients]: 0, [UNIT.nodes]: 0, [UNIT.elections]: 0, [UNIT.entries]: 0 },
  ...{ [UNIT.members]: 0, [UNIT.missing]: 0, [UNIT.alerts]: 0, [UNIT.notifications]: 0 },
};

/** Up to where an axis is shown at least, where that is not 1: Grafana draws one up to 100 where all is 0. */
export const LEAST_SHOWN: Readonly<Partial<Record<Unit, number>>> = {
  ...{ [UNIT.seconds]: 0.001, [UNIT.bytes]: 1024, [UNIT.bytesPerSecond]: 1024 },
};
