import { type ChannelModel, type ConfirmChannel, connect as connectAmqp } from "amqplib";
import { keepSecret } from "../../kernel/secrets.ts";
import { inTime } from "../../kernel/wait.ts";
import type { Address, HostPort } from "../../stack/running-service.ts";
import type { NodesInTurn } from "../nodes-in-turn.ts";

const HEARTBEAT_SECONDS = 10;
const CONNECTING_MS = 5_000;
const CLOSING_MS = 2_000;

export interface AmqpLogin {
  user: string;
  password: string;
  /** "/" where none is named. */
  vhost?: string;
}

/** A connection, and the way to be rid of it when the broker does not take part. */
export interface Link {
  connection: ChannelModel;
  cut: AbortController;
  /** Where it leads to. */
  node: Address;
}

/**
 * Connects to the first node that takes part.
 * @param name under which the broker lists the connection
 * @throws what the last of them said
 */
export function connect(nodes: NodesInTurn, login: AmqpLogin, name: string): Promise<Link> {
  return nodes.first((at) => connectTo(at, login, name));
}

async function connectTo(
  { host, port, isTls, ca }: HostPort,
  { user, password, vhost = "/" }: AmqpLogin,
  name: string,
): Promise<Omit<Link, "node">> {
  keepSecret(password);
  const cut = new AbortController();
  const login = {
    protocol: isTls ? "amqps" : "amqp",
    hostname: host,
    port,
    username: user,
    password,
    vhost,
    heartbeat: HEARTBEAT_SECONDS,
  };
  // A node that is held up takes the connection and says nothing.
  const socket = {
    noDelay: true,
    signal: cut.signal,
    timeout: CONNECTING_MS,
    ...(ca ? { ca: [ca] } : {}),
    clientProperties: { connection_name: name },
  };
  const connection = await connectAmqp(login, socket);
  // Without a listener a lost connection ends the process; here it reaches the caller through its pending confirms.
  connection.on("error", () => undefined);
  return { connection, cut };
}

export async function confirmChannel({ connection }: Link): Promise<ConfirmChannel> {
  const channel = await connection.createConfirmChannel();
  channel.on("error", () => undefined);
  return channel;
}

/** A broker that has blocked its publishers does not read their goodbye: after a moment the connection is cut. */
export async function close({ connection, cut }: Link): Promise<void> {
  // It throws when the broker, or a fault, has closed it first: just as closed.
  await inTime("the connection is closed", CLOSING_MS, connection.close()).catch(() => undefined);
  cut.abort();
}
