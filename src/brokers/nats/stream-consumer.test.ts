import type { ConsumerMessages, JsMsg } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { expect, test } from "vitest";
import { StreamConsumer } from "./stream-consumer.ts";

/** A connection and a subscription that end when they are told to, and what was done with them, in its order. */
function followed(onFrame?: (frame: Buffer, acts: string[]) => void) {
  const acts: string[] = [];
  const ended = {
    connection: Promise.withResolvers<Error | undefined>(),
    messages: Promise.withResolvers<unknown>(),
  };
  const act = (name: string) => async () => {
    acts.push(name);
  };
  const connection = {
    closed: () => ended.connection.promise,
    drain: act("drain"),
    close: act("close connection"),
  };
  const messages = { closed: () => ended.messages.promise, close: act("close messages") };
  const consumer = new StreamConsumer(connection as unknown as NatsConnection, (frame) =>
    onFrame ? onFrame(frame, acts) : acts.push(`frame ${frame}`),
  );
  consumer.follow(messages as unknown as ConsumerMessages);
  const message = (data: Uint8Array) => ({ data, ack: () => acts.push("ack") }) as unknown as JsMsg;
  return { consumer, acts, ended, message };
}

/** Once whoever waits for one of these has been told. */
const settled = (...promises: readonly Promise<unknown>[]) => Promise.allSettled(promises);

test("a frame is acknowledged after it was handled", () => {
  const { consumer, acts, message } = followed();
  // As the client hands it over: a part of what came over the wire.
  const wire = new TextEncoder().encode("MSG one two");
  consumer.take(message(wire.subarray(4, 7)));

  expect(acts).toEqual(["frame one", "ack"]);
});

test("one whose handling failed is not acknowledged: it comes again", () => {
  const { consumer, acts, message } = followed(() => {
    throw new Error("could not handle it");
  });

  expect(() => consumer.take(message(Buffer.from("one")))).toThrow("could not handle it");
  expect(acts).toEqual([]);
});

test.for([
  ["with the reason that it has", new Error("Stale Connection"), "Stale Connection"],
  ["without a reason", undefined, "the connection was closed"],
] as const)("a connection that is closed %s is a failure", async ([, reason, failure]) => {
  const { consumer, ended } = followed();
  expect(consumer.failure).toBeUndefined();
  ended.connection.resolve(reason);
  await settled(ended.connection.promise);

  expect(consumer.failure?.message).toBe(failure);
});

test.for([
  ["with the reason that it has", new Error("consumer deleted"), "consumer deleted"],
  ["without a reason", undefined, "the consumer is gone"],
] as const)("a consumer that ends %s is a failure, and the first one stays", async ([, reason, failure]) => {
  const { consumer, ended } = followed();
  ended.messages.resolve(reason);
  await settled(ended.messages.promise);
  ended.connection.resolve(new Error("later"));
  await settled(ended.connection.promise);

  expect(consumer.failure?.message).toBe(failure);
});

test("one that leaves takes no more, has its acknowledgements arrive, parts, and has not failed", async () => {
  const { consumer, acts, ended } = followed();
  await consumer[Symbol.asyncDispose]();
  ended.messages.resolve(undefined);
  ended.connection.resolve(undefined);
  await settled(ended.messages.promise, ended.connection.promise);

  expect(acts).toEqual(["close messages", "drain", "close connection"]);
  expect(consumer.failure).toBeUndefined();
});

test("one whose server does not take part in its leaving parts all the same", async () => {
  const { consumer, acts } = followed();
  consumer.follow({
    closed: () => new Promise(() => undefined),
    close: () => Promise.reject(new Error("connection is draining")),
  } as unknown as ConsumerMessages);
  await consumer[Symbol.asyncDispose]();

  expect(acts).toEqual(["close connection"]);
});
