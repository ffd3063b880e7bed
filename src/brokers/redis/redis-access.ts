import { Redis } from "ioredis";
import { messageOf } from "../../kernel/problem.ts";
import { inTime } from "../../kernel/wait.ts";
import type { HostPort, RunningService } from "../../stack/running-service.ts";
import type { Access, LoginAs } from "../access.ts";
import { connectRedis } from "./redis-connection.ts";
import { redisWithoutPassword } from "./redis-logins.ts";
import { portOf } from "./redis-ports.ts";
import { redisUsers } from "./redis-users.ts";

const PORT = 6379;
const TLS_PORT = 6390;
const ANSWERS_WITHIN_MS = 5_000;
const OLD_EXPORTER = { user: "exporter", password: "exporter" };

export const REDIS_ACCESS: Access = {
  variables: { REDIS_PASSWORD: "password", REDIS_EXPORTER_PASSWORD: "password" },
  usersOf: ({ REDIS_PASSWORD = "", REDIS_EXPORTER_PASSWORD = "" }) => [
    { user: "default", password: REDIS_PASSWORD },
    { user: "exporter", password: REDIS_EXPORTER_PASSWORD },
  ],
  portOf,
  tlsPort: TLS_PORT,
  logIn: logInToRedis,
  keepingOld,
  rightsOf: redisUsers,
  withoutPassword: redisWithoutPassword,
  addressed: ({ host, port }, password) =>
    `redis: { url: "redis://${host}:${port}", password: "${password}" }\n`,
};

/** Logs in to Redis or a Sentinel once. @throws the reason why it is not let in */
async function logInToRedis({ host, port }: HostPort, { user, password, ca }: LoginAs): Promise<void> {
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

async function keepingOld(node: RunningService): Promise<string[]> {
  const ask = async (login: { user?: string; password?: string } = {}) => {
    const redis = await connectRedis({ address: () => node.address(PORT), ...login });
    try {
      return await redis.ping();
    } finally {
      redis.disconnect();
    }
  };
  const old = await ask().then(
    () => ["redis lets clients in without a password"],
    () => [],
  );
  const oldExporter = await ask(OLD_EXPORTER).then(
    () => ["redis lets the exporter in with its former password"],
    () => [],
  );
  const { REDIS_PASSWORD: password = "" } = node.service.environment;
  const fresh = await ask({ password }).then(
    () => [],
    (thrown: unknown) => [`redis does not take the new password: ${messageOf(thrown)}`],
  );
  return [...old, ...oldExporter, ...fresh];
}
