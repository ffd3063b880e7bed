import { once } from "node:events";
import type { Socket } from "node:net";
import { connect as connectNats } from "@nats-io/transport-node";
import { messageOf } from "../../kernel/problem.ts";
import type { HostPort, RunningService } from "../../stack/running-service.ts";
import type { Access, LoginAs } from "../access.ts";
import { natsLoginOf, systemLoginOf } from "./nats-login.ts";
import { natsUsers } from "./nats-users.ts";

const PORT = 4222;
const ANSWERS_WITHIN_MS = 5_000;
const OLD = { user: "admin", password: "admin" };
const REFUSED = /Authorization Violation|Authentication Timeout|authorization/i;

export const NATS_ACCESS: Access = {
  variables: {
    NATS_USER: "user",
    NATS_PASSWORD: "password",
    NATS_MONITOR_PASSWORD: "password",
    NATS_ROUTE_PASSWORD: "cookie",
  },
  usersOf: ({ NATS_USER = "", NATS_PASSWORD = "", NATS_MONITOR_PASSWORD = "" }) => [
    { user: NATS_USER, password: NATS_PASSWORD },
    { user: `${NATS_USER}-system`, password: NATS_PASSWORD },
    { user: "monitor", password: NATS_MONITOR_PASSWORD },
  ],
  portOf: () => PORT,
  tlsPort: PORT,
  beforeTls: greeted,
  logIn: logInToNats,
  keepingOld,
  rightsOf: natsUsers,
  withoutPassword,
  addressed: ({ host, port }, password) =>
    `nats: { url: "nats://${host}:${port}", monitoring: "http://${host}:8222", user: admin, password: "${password}" }\n`,
};

/** Logs in to NATS once. @throws the reason why it is not let in */
async function logInToNats(
  { host, port }: HostPort,
  { user, password, ca }: Partial<LoginAs>,
): Promise<void> {
  const connection = await connectNats({
    servers: [`${host}:${port}`],
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { pass: password }),
    tls: ca ? { ca } : null,
    timeout: ANSWERS_WITHIN_MS,
    reconnect: false,
    noAsyncTraces: true,
  });
  await connection.close();
}

/** NATS says who it is before anything else, and then waits for TLS or for a login. */
async function greeted(socket: Socket): Promise<void> {
  let greeting = "";
  while (!greeting.includes("\r\n")) greeting += String(await once(socket, "data"));
  if (!/"tls_(available|required)":\s*true/.test(greeting)) throw new Error("it offers no TLS");
}

async function isLetIn(at: HostPort, login: Partial<LoginAs>): Promise<boolean> {
  try {
    await logInToNats(at, login);
    return true;
  } catch (thrown) {
    if (REFUSED.test(messageOf(thrown))) return false;
    throw thrown;
  }
}

async function keepingOld(node: RunningService): Promise<string[]> {
  const at = await node.address(PORT);
  const fresh = await logInToNats(at, natsLoginOf(node.service.environment)).then(
    () => [],
    (thrown: unknown) => [`nats does not take the new user: ${messageOf(thrown)}`],
  );
  return [
    ...((await isLetIn(at, OLD)) ? [`nats lets ${OLD.user} in with its former password`] : []),
    ...fresh,
  ];
}

/** Whether a node lets someone in who names no password, or the one that everybody knows. */
async function withoutPassword(node: RunningService): Promise<string[]> {
  const { environment } = node.service;
  const at = await node.address(PORT);
  const isDefault = environment.NATS_PASSWORD === OLD.password && environment.NATS_USER === OLD.user;
  const [asAnyone, asAdmin, asSystem] = await Promise.all([
    isLetIn(at, {}),
    isDefault ? true : isLetIn(at, OLD),
    isDefault ? true : isLetIn(at, { ...OLD, user: systemLoginOf({ NATS_USER: OLD.user }).user }),
  ]);
  return [
    ...(asAnyone ? ["lets someone in without a name and a password"] : []),
    ...(asAdmin || asSystem ? [`lets ${OLD.user} in with the password ${OLD.password}`] : []),
    ...(await openRoutes(node)),
  ];
}

/** What a node that joins the cluster has to show is in a file of its own. */
async function openRoutes(node: RunningService): Promise<string[]> {
  const file = "[ ! -e /tmp/nats/cluster.conf ] || cat /tmp/nats/cluster.conf";
  const text = await node.exec(["sh", "-c", file]);
  if (text.trim() === "" || /authorization\s*\{[^}]*password:\s*"[^"]+/.test(text)) return [];
  return ["lets other servers join its cluster without a password"];
}
