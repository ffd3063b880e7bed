import { messageOf } from "../../kernel/problem.ts";
import { type Deadline, settled } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { Credentials } from "./credentials.ts";
import { type LoginAs, logInToRabbitMQ, logInToRedis } from "./logins.ts";

const SETTLES: Deadline = { deadlineMs: 60_000, everyMs: 500 };

/**
 * Servers that let someone in with former credentials, or do not know the new ones, each with whom.
 * @param settles how long a server may take to refuse the former ones
 */
export async function formerLogins(
  servers: readonly RunningService[],
  { former, now }: Record<"former" | "now", Credentials>,
  settles = SETTLES,
): Promise<string[]> {
  const found = servers.map(async (server) => {
    const stillIn = loginsOf(server, former).map(async (login) => {
      // RabbitMQ deletes its former user once it has booted.
      const last = await settled(
        `${server.name} refuses ${login.user}`,
        settles,
        () => tried(server, login),
        (refusal) => refusal !== undefined,
      );
      return last === undefined ? [`${server.name} lets ${login.user} in with the former password`] : [];
    });
    const lockedOut = loginsOf(server, now).map(async (login) => {
      const refusal = await tried(server, login);
      return refusal === undefined ? [] : [`${server.name} does not let ${login.user} in: ${refusal}`];
    });
    return (await Promise.all([...stillIn, ...lockedOut])).flat();
  });
  return (await Promise.all(found)).flat();
}

/** Why a server refuses a login; `undefined` when it does not. */
async function tried(server: RunningService, login: LoginAs): Promise<string | undefined> {
  const logIn = isRedis(server) ? logInToRedis : logInToRabbitMQ;
  return logIn(await server.address(portOf(server)), login).then(() => undefined, messageOf);
}

function isRedis({ name }: RunningService): boolean {
  return name.startsWith("redis");
}

function portOf(server: RunningService): number {
  if (!isRedis(server)) return 5672;
  return server.name.includes("sentinel") ? 26379 : 6379;
}

function loginsOf(server: RunningService, given: Credentials): LoginAs[] {
  const clients = [
    { user: "producer", password: given.PRODUCER_PASSWORD },
    { user: "consumer", password: given.CONSUMER_PASSWORD },
  ];
  if (!isRedis(server)) return [...clients, { user: given.RABBITMQ_USER, password: given.RABBITMQ_PASSWORD }];
  return [
    ...clients,
    { user: "default", password: given.REDIS_PASSWORD },
    { user: "exporter", password: given.REDIS_EXPORTER_PASSWORD },
  ];
}
