import type { NatsConnection } from "@nats-io/transport-node";
import { connectionsSchema } from "./nats-answers.ts";

/** Every server of a cluster answers with its own connections; after so long without another one all have. */
const LOOK = { strategy: "stall", maxWait: 2_000, stall: 150 } as const;

/** A client that is connected. */
export interface ServerConnection {
  /** Of the server that it is connected to. */
  server: string;
  cid: number;
  /** Empty where it gave none. */
  name: string;
  subscriptions: readonly string[];
}

/** The clients of the account that asks; of every account where that is the system's. */
export async function serverConnections(connection: NatsConnection): Promise<ServerConnection[]> {
  const asked = JSON.stringify({ subscriptions: true });
  const all: ServerConnection[] = [];
  for await (const answer of await connection.requestMany("$SYS.REQ.SERVER.PING.CONNZ", asked, LOOK)) {
    const { server, data } = connectionsSchema.parse(answer.json());
    for (const { cid, name = "", subscriptions_list: subscriptions } of data.connections)
      all.push({ server: server.id, cid, name, subscriptions });
  }
  return all;
}
