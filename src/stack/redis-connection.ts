import { Redis } from "ioredis";
import type { Address } from "./running-service.ts";

export interface RedisLogin {
  address: Address;
  user?: string;
  password?: string;
  /** The name under which the server and its metrics know the connection. */
  name?: string;
}

/**
 * One connection that is not mended behind the caller's back: a command without an answer stays without one.
 * @throws the reason for which there is none: refused, wrong password
 */
export async function connectRedis(login: RedisLogin): Promise<Redis> {
  const { address, user = "default", password, name } = login;
  const redis = new Redis({
    ...(await address()),
    ...(name ? { connectionName: name } : {}),
    // With the name, a login is taken as well where the user needs no password.
    ...(password ? { username: user, password } : {}),
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
    await redis.connect();
  } catch (thrown) {
    // What the client throws says only that there is no connection.
    throw reason ?? thrown;
  }
  return redis;
}
