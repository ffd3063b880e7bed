import { connect as connectAmqp } from "amqplib";
import { messageOf } from "../../kernel/problem.ts";
import { inTime } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { rabbitMQLoginOf } from "./rabbitmq-login.ts";

const PORT = 5672;
const ANSWERS_WITHIN_MS = 5_000;
/** As whom nobody should get in: without a name, and as the user whom RabbitMQ itself makes. */
const ANONYMOUS = { mechanism: "ANONYMOUS", response: () => Buffer.from("") };
const GUEST = { user: "guest", password: "guest" };
const REFUSED = /ACCESS[_-]REFUSED|403|not provided by the server|authentication/i;

/** Whether a node lets someone in who names no password, or the one that everybody knows. */
export async function rabbitmqWithoutPassword(node: RunningService): Promise<string[]> {
  const { user, password } = rabbitMQLoginOf(node.service.environment);
  const { host, port } = await node.address(PORT);
  const isLetIn = async (login: object, options: object) => {
    const opening = connectAmqp({ protocol: "amqp", hostname: host, port, ...login }, options);
    try {
      const connection = await inTime("RabbitMQ answers", ANSWERS_WITHIN_MS, opening);
      connection.on("error", () => undefined);
      await connection.close();
      return true;
    } catch (thrown) {
      if (REFUSED.test(messageOf(thrown))) return false;
      throw thrown;
    }
  };
  const isDefault = user === GUEST.user && password === GUEST.password;
  const asAnyone = await isLetIn({}, { credentials: ANONYMOUS, timeout: ANSWERS_WITHIN_MS });
  const asGuest =
    isDefault ||
    (await isLetIn({ username: GUEST.user, password: GUEST.password }, { timeout: ANSWERS_WITHIN_MS }));
  return [
    ...(asAnyone ? ["lets someone in without a name and a password"] : []),
    ...(asGuest ? ["lets guest in with the password guest"] : []),
  ];
}
