import type { NatsConnection } from "@nats-io/transport-node";
import { expect, test } from "vitest";
import { serverConnections } from "./server-connections.ts";

/** Servers of a cluster that answer so; what they are asked goes into `asked`. */
function clusterOf(answers: readonly object[]) {
  const asked: unknown[] = [];
  const connection = {
    requestMany: async (subject: string, body: string) => {
      asked.push(subject, JSON.parse(body));
      return (async function* () {
        for (const answer of answers) yield { json: () => answer };
      })();
    },
  };
  return { connection: connection as unknown as NatsConnection, asked };
}

test("every server's clients are listed, by their server, with what they subscribe to", async () => {
  const { connection, asked } = clusterOf([
    {
      server: { id: "N1" },
      data: {
        connections: [
          { cid: 7, name: "frame-producer", subscriptions_list: ["_INBOX.producer.*"] },
          { cid: 8 },
        ],
      },
    },
    { server: { id: "N2" }, data: {} },
    { server: { id: "N3" }, data: { connections: [{ cid: 7, name: "frame-consumer" }] } },
  ]);

  expect(await serverConnections(connection)).toEqual([
    { server: "N1", cid: 7, name: "frame-producer", subscriptions: ["_INBOX.producer.*"] },
    { server: "N1", cid: 8, name: "", subscriptions: [] },
    { server: "N3", cid: 7, name: "frame-consumer", subscriptions: [] },
  ]);
  expect(asked).toEqual(["$SYS.REQ.SERVER.PING.CONNZ", { subscriptions: true }]);
});

test("an answer that lists nothing of the kind is an error, and not nobody", async () => {
  const { connection } = clusterOf([{ server: { id: "N1" }, error: { code: 500 } }]);

  await expect(serverConnections(connection)).rejects.toThrow(/data/);
});
