import { connect as connectAmqp } from "amqplib";
import { Redis } from "ioredis";
import { inTime } from "../../kernel/wait.ts";
import type { HostPort } from "../../stack/running-service.ts";

const ANSWERS_WITHIN_MS = 5_000;

/** Who logs in, and over what. */
export interface LoginAs {
  user: string;
  password: string;
  /** The certificate of the authority, for a login over TLS; without one it is plain. */
  ca?: string;
}

/** Logs in to Redis or a Sentinel once. @throws the reason why it is not let in */
export async function logInToRedis({ host, port }: HostPort, { user, password, ca }: LoginAs): Promise<void> {
  const redis = new Redis({
    ...{ host, port, username: user, password },
    ...(ca ? { tls: { ca } } : {}),
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
  });
  let reason: unknown;
  redis.on("error", (error) => {
    reason = error;
  });
  try {
    await inTime(
      "Redis answers",
      ANSWERS_WITHIN_MS,
      redis.connect().then(() => redis.ping()),
    );
  } catch (thrown) {
    throw reason ?? thrown;
  } finally {
    redis.disconnect();
  }
  // A login that is refused is told beside the connection, which a server without a password leaves open.
  if (reason) throw reason;
}

/** Logs in to RabbitMQ once. @throws the reason why it is not let in */
export async function logInToRabbitMQ(at: HostPort, { user, password, ca }: LoginAs): Promise<void> {
  const login = {
    protocol: ca ? "amqps" : "amqp",
    hostname: at.host,
    port: at.port,
    username: user,
    password,
  };
  const opening = connectAmqp(login, { ...(ca ? { ca } : {}), timeout: ANSWERS_WITHIN_MS });
  const connection = await inTime("RabbitMQ answers", ANSWERS_WITHIN_MS, opening);
  connection.on("error", () => undefined);
  await connection.close();
}
