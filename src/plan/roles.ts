/** What code can ask a plan for by role. A plan names the criteria that have one, as far as it has such. */
export const ROLES = [
  "freeMemory",
  "freeDisk",
  "setThroughput",
  "redisVersion",
  "brokerVersion",
  "sustainedRate",
  "sustainedTime",
  "interruption",
  "successRate",
  "frameRate",
  "frameLatency",
] as const;

export type Role = (typeof ROLES)[number];
