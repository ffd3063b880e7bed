/** The services of the compose file that are a broker's nodes in profile ha; the first is the one that runs without it. */
export const NODES = {
  redis: ["redis", "redis-replica-1", "redis-replica-2"],
  rabbitmq: ["rabbitmq", "rabbitmq-2", "rabbitmq-3"],
} as const;

/** The services that know which Redis is the primary. */
export const SENTINELS = ["redis-sentinel-1", "redis-sentinel-2", "redis-sentinel-3"] as const;
