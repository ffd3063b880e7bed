import type { Access, LoginAs } from "../../brokers/access.ts";
import { messageOf } from "../../kernel/problem.ts";
import { type Deadline, settled } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { accessTo } from "./access-to.ts";
import type { Credentials } from "./credentials.ts";

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
    const access = await accessTo(server);
    /** Why it refuses a login; `undefined` when it does not. */
    const tried = async (login: LoginAs) =>
      access.logIn(await server.address(access.portOf(server)), login).then(() => undefined, messageOf);
    const stillIn = loginsOf(access, former).map(async (login) => {
      // RabbitMQ deletes its former user once it has booted.
      const last = await settled(
        `${server.name} refuses ${login.user}`,
        settles,
        () => tried(login),
        (refusal) => refusal !== undefined,
      );
      return last === undefined ? [`${server.name} lets ${login.user} in with the former password`] : [];
    });
    const lockedOut = loginsOf(access, now).map(async (login) => {
      const refusal = await tried(login);
      return refusal === undefined ? [] : [`${server.name} does not let ${login.user} in: ${refusal}`];
    });
    return (await Promise.all([...stillIn, ...lockedOut])).flat();
  });
  return (await Promise.all(found)).flat();
}

function loginsOf({ usersOf }: Access, given: Credentials): LoginAs[] {
  return [
    { user: "producer", password: given.PRODUCER_PASSWORD },
    { user: "consumer", password: given.CONSUMER_PASSWORD },
    ...usersOf(given),
  ];
}
