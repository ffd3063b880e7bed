import { connect as connectNats, type NatsConnection } from "@nats-io/transport-node";
import { keepSecret } from "../../kernel/secrets.ts";
import type { Address, HostPort } from "../../stack/running-service.ts";
import type { NodesInTurn } from "../nodes-in-turn.ts";

const CONNECTING_MS = 5_000;
const PING_EVERY_MS = 10_000;

export interface NatsLogin {
  user: string;
  password: string;
}

/** How a connection is known to the server. */
export interface LinkName {
  /** Under which it is listed. */
  name: string;
  /** What the subjects begin with at which it is answered. */
  inbox?: string;
}

/** A connection, and where it leads to. */
export interface Link {
  connection: NatsConnection;
  node: Address;
}

/**
 * Connects to the first node that takes part. A connection that is lost stays lost: what was under way is unknown then, and
 * whoever wants another asks again.
 * @throws what the last of them said
 */
export function connect(nodes: NodesInTurn, login: NatsLogin, called: LinkName): Promise<Link> {
  return nodes.first(async (at) => ({ connection: await connectTo(at, login, called) }));
}

function connectTo(
  { host, port, isTls, ca }: HostPort,
  { user, password }: NatsLogin,
  { name, inbox }: LinkName,
): Promise<NatsConnection> {
  keepSecret(password);
  return connectNats({
    servers: [`${host.includes(":") ? `[${host}]` : host}:${port}`],
    user,
    pass: password,
    name,
    ...(inbox ? { inboxPrefix: inbox } : {}),
    // With nothing it takes TLS wherever a server offers it, and asks for a certificate that this host knows.
    tls: isTls ? (ca ? { ca } : {}) : null,
    timeout: CONNECTING_MS,
    reconnect: false,
    ignoreClusterUpdates: true,
    pingInterval: PING_EVERY_MS,
    noAsyncTraces: true,
  });
}
