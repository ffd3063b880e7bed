import { messageOf } from "../../kernel/problem.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { Credentials } from "./credentials.ts";
import { type LoginAs, logInToRabbitMQ, logInToRedis } from "./logins.ts";

const TLS_PORTS = { redis: 6390, rabbitmq: 5671 };

/** Nodes that a client cannot log in to over TLS, or that take it without TLS on the same port, each with what was seen. */
export async function withoutTls(
  nodes: readonly RunningService[],
  { ca, credentials }: { ca: string; credentials: Credentials },
): Promise<string[]> {
  const found = nodes.map(async (node) => {
    const isRedis = node.name.startsWith("redis");
    const at = await node.address(isRedis ? TLS_PORTS.redis : TLS_PORTS.rabbitmq);
    const as: LoginAs = isRedis
      ? { user: "producer", password: credentials.PRODUCER_PASSWORD }
      : { user: credentials.RABBITMQ_USER, password: credentials.RABBITMQ_PASSWORD };
    const logIn = (login: LoginAs) => (isRedis ? logInToRedis(at, login) : logInToRabbitMQ(at, login));
    const over = await logIn({ ...as, ca }).then(
      () => [],
      (thrown: unknown) => [`${node.name}: ${messageOf(thrown)}`],
    );
    const plain = await logIn(as).then(
      () => [`${node.name} takes clients without TLS on the port for TLS`],
      () => [],
    );
    return [...over, ...plain];
  });
  return (await Promise.all(found)).flat();
}
