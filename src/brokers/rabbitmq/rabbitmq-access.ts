import { connect as connectAmqp } from "amqplib";
import { basicLogin, get } from "../../kernel/http.ts";
import { messageOf } from "../../kernel/problem.ts";
import { inTime, settled } from "../../kernel/wait.ts";
import type { HostPort, RunningService } from "../../stack/running-service.ts";
import type { Access, LoginAs } from "../access.ts";
import { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import { rabbitmqWithoutPassword } from "./rabbitmq-logins.ts";
import { rabbitmqUsers } from "./rabbitmq-users.ts";

const PORT = 5672;
const TLS_PORT = 5671;
const MANAGEMENT_PORT = 15672;
const ANSWERS_WITHIN_MS = 5_000;
const SETTLES_WITHIN_MS = 60_000;
const OLD = { user: "guest", password: "guest" };

export const RABBITMQ_ACCESS: Access = {
  variables: { RABBITMQ_USER: "user", RABBITMQ_PASSWORD: "password", RABBITMQ_ERLANG_COOKIE: "cookie" },
  usersOf: ({ RABBITMQ_USER = "", RABBITMQ_PASSWORD = "" }) => [
    { user: RABBITMQ_USER, password: RABBITMQ_PASSWORD },
  ],
  portOf: () => PORT,
  tlsPort: TLS_PORT,
  logIn: logInToRabbitMQ,
  keepingOld,
  rightsOf: rabbitmqUsers,
  withoutPassword: rabbitmqWithoutPassword,
};

/** Logs in to RabbitMQ once. @throws the reason why it is not let in */
async function logInToRabbitMQ(at: HostPort, { user, password, ca }: LoginAs): Promise<void> {
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

async function keepingOld(node: RunningService): Promise<string[]> {
  const base = await node.url(MANAGEMENT_PORT);
  const asOld = () =>
    get(`${base}/api/overview`, { headers: basicLogin(OLD.user, OLD.password), takes: () => true });
  // The old user goes once the node has booted.
  const status = await settled(
    "RabbitMQ refuses the old user",
    { deadlineMs: SETTLES_WITHIN_MS, everyMs: 500 },
    async () => (await asOld()).status,
    (each) => each === 401,
  );
  const fresh = await new RabbitMQAdmin(node).overview().then(
    () => [],
    (thrown: unknown) => [`rabbitmq does not take the new user: ${messageOf(thrown)}`],
  );
  return [...(status === 401 ? [] : [`rabbitmq answers ${status} to ${OLD.user}`]), ...fresh];
}
