import type { NatsConnection } from "@nats-io/transport-node";
import { expect, test } from "vitest";
import { inboxOf, takersOf } from "./takers.ts";

/** A server whose clients subscribe to these, and at whose consumer so many questions wait. */
function serverWith(clients: readonly (readonly string[])[], waiting: number) {
  const asked: string[] = [];
  const connections = clients.map((subscriptions_list, cid) => ({ cid, subscriptions_list }));
  const connection = {
    options: { inboxPrefix: "_INBOX" },
    requestMany: async () =>
      (async function* () {
        yield { json: () => ({ server: { id: "N1" }, data: { connections } }) };
      })(),
    request: async (subject: string) => {
      asked.push(subject);
      return { data: new TextEncoder().encode(JSON.stringify({ num_waiting: waiting })) };
    },
  };
  return { connection: connection as unknown as NatsConnection, asked };
}

test("who takes frames from a stream is known by the inbox of its consumers, and nobody counts twice", async () => {
  const inbox = inboxOf("FRAMES");
  const { connection, asked } = serverWith(
    [
      [`${inbox}.A.*`, `${inbox}.B`],
      [`${inbox}.C.*`],
      ["_INBOX.producer.D.*"],
      // Of a stream whose name begins alike.
      [`${inboxOf("FRAMES_2")}.E.*`],
      [],
    ],
    512,
  );

  expect(await takersOf(connection, "FRAMES")).toBe(2);
  expect(asked).toEqual([]);
});

test.for([
  [0, 0],
  [1, 1],
  [256, 1],
] as const)(
  "of clients that nobody knows, of which %i questions wait, %i takes frames",
  async ([waiting, count]) => {
    const { connection, asked } = serverWith([["_INBOX.of-another-make.*"]], waiting);

    expect(await takersOf(connection, "FRAMES")).toBe(count);
    expect(asked).toEqual(["$JS.API.CONSUMER.INFO.FRAMES.ai-services"]);
  },
);
