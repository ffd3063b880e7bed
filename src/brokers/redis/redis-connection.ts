import { Redis, ReplyError, SentinelConnector } from "ioredis";
import { keepSecret } from "../../kernel/secrets.ts";
import { inTime } from "../../kernel/wait.ts";
import type { Address, HostPort } from "../../stack/running-service.ts";

/** The name under which the Sentinels know the primary: config/redis/start-sentinel.sh. */
export const PRIMARY = "frames";
const CONNECTING_MS = 5_000;
const SENTINEL_AGAIN_MS = 500;

/** Redis in profile ha: who knows which node is the primary, and where this host reaches each node that they name. */
export interface BehindSentinels {
  sentinels: HostPort[];
  /** By announced name and port: "redis-replica-1:6379". */
  nodes: Record<string, HostPort>;
}

// The client lays the command that failed, a password among its arguments, onto the error: its name is enough.
// Configurable, since a runner and what it runs may both load this module.
Object.defineProperty(ReplyError.prototype, "command", {
  configurable: true,
  set({ name }: { name: string }) {
    Object.defineProperty(this, "command", { value: { name }, configurable: true });
  },
});

// The client listens to no error of the connections by which it hears of a failover, and prints each: a Sentinel that is gone
// with its host would fill the screen. What matters reaches the caller by the connection to the primary.
const toSentinels = SentinelConnector.prototype as unknown as {
  connectToSentinel(...parts: unknown[]): Redis;
};
const { connectToSentinel } = toSentinels;
toSentinels.connectToSentinel = function (...parts) {
  return connectToSentinel.apply(this, parts).on("error", () => undefined);
};

export interface RedisLogin {
  address: Address;
  /** With them `address` is not used: the connection is to the primary, and ends when another node becomes it. */
  behind?: BehindSentinels;
  user?: string;
  password?: string;
  /** 0 where none is named. */
  database?: number;
  /** The name under which the server and its metrics know the connection. */
  name?: string;
}

/**
 * One connection that is not restored behind the caller's back: a command without an answer stays without one.
 * @throws the reason for which there is none: refused, wrong password, no answer
 */
export async function connectRedis(login: RedisLogin): Promise<Redis> {
  const { address, behind, user = "default", password, database = 0, name } = login;
  keepSecret(password);
  const redis = new Redis({
    ...(behind ? throughSentinels(behind, password) : endpoint(await address())),
    ...(name ? { connectionName: name } : {}),
    // With the name, a login is taken as well where the user needs no password.
    ...(password ? { username: user, password } : {}),
    db: database,
    lazyConnect: true,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  });
  // Without a listener a lost connection is printed; here it reaches the caller as the rejection of its command.
  let reason: unknown;
  redis.on("error", (error) => {
    reason = error;
  });
  try {
    // A server that is held up takes the connection and says nothing.
    await inTime("Redis takes part", CONNECTING_MS, redis.connect());
    // The client goes on in database 0 when the server refuses the one that was named.
    if (database > 0) await inTime("Redis takes part", CONNECTING_MS, redis.select(database));
  } catch (thrown) {
    redis.disconnect();
    // What the client throws says only that there is no connection.
    throw reason ?? thrown;
  }
  return redis;
}

function endpoint({ host, port, isTls, ca }: HostPort) {
  return { host, port, ...(isTls ? { tls: ca ? { ca } : {} } : {}) };
}

function throughSentinels({ sentinels, nodes }: BehindSentinels, password?: string) {
  const overTls = Object.values(nodes).find(({ isTls }) => isTls);
  return {
    ...(overTls ? { enableTLSForSentinelMode: true, tls: overTls.ca ? { ca: overTls.ca } : {} } : {}),
    sentinels,
    name: PRIMARY,
    role: "master" as const,
    natMap: nodes,
    // Those that they name to each other are not reached by these names from here.
    updateSentinels: false,
    sentinelRetryStrategy: () => null,
    sentinelReconnectStrategy: () => SENTINEL_AGAIN_MS,
    failoverDetector: true,
    ...(password ? { sentinelPassword: password } : {}),
  };
}
