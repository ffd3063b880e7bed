import { once } from "node:events";
import { expect, test } from "vitest";
import { commandBytes } from "./command-bytes.ts";
import { Pipeline } from "./pipeline.ts";
import { connectRedis } from "./redis-connection.ts";
import { redisStandIn } from "./redis-stand-in.ts";
import { ErrorReply } from "./reply-reader.ts";

const GET = commandBytes("GET", "a");

/** A Redis that answers so, and a connection to it. */
async function piped(answer: (command: string[]) => string) {
  const redis = await redisStandIn(([name = "", ...rest]) =>
    ["hello", "client", "info"].includes(name.toLowerCase()) ? "+OK" : answer([name, ...rest]),
  );
  const client = await connectRedis({ address: async () => redis.at });
  return { redis, client, pipeline: new Pipeline(client) };
}

test("every command has its own reply, whatever was sent before the first one came", async () => {
  const { redis, pipeline } = await piped(([, value = ""]) => `$${value.length}\r\n${value}`);
  await using _redis = redis;
  const values = Array.from({ length: 1_000 }, (_, index) => `value ${index}`);
  const replies = await Promise.all(values.map((value) => pipeline.ask(commandBytes("ECHO", value))));
  pipeline.disconnect();

  expect(replies.map(String)).toEqual(values);
});

test("an error as reply is thrown, and the next reply is the next command's", async () => {
  const { redis, pipeline } = await piped(([name]) => (name === "GET" ? "-NOPERM no" : "+OK"));
  await using _redis = redis;
  const [refused, taken] = await Promise.allSettled([pipeline.ask(GET), pipeline.ask(commandBytes("SET"))]);
  pipeline.disconnect();

  expect(refused).toEqual({ status: "rejected", reason: new ErrorReply("NOPERM no") });
  expect(taken).toEqual({ status: "fulfilled", value: "OK" });
});

test("a reply to no command ends the connection, and so every command that is under way", async () => {
  const { redis, client, pipeline } = await piped(() => "+one\r\n+two");
  await using _redis = redis;
  const closed = once(client, "close");
  await pipeline.ask(GET);
  await closed;

  await expect(pipeline.ask(GET)).rejects.toThrow("a reply to no command");
});

test("bytes that are no reply end the connection", async () => {
  const { redis, pipeline } = await piped(() => "HTTP/1.1 400 Bad Request");
  await using _redis = redis;

  await expect(pipeline.ask(GET)).rejects.toThrow("Protocol error");
});

test("after it was left nothing is sent any more, and no one waits until the other side has closed it as well", async () => {
  const { redis, client, pipeline } = await piped(() => "+OK");
  await using _redis = redis;
  pipeline.disconnect();

  await expect(pipeline.ask(GET)).rejects.toThrow("Connection is closed.");
  expect(client.stream.closed).toBe(false);
  expect(redis.asked.filter(([name]) => name === "GET")).toEqual([]);
});

test("what waits for a reply when the connection is lost gets none", async () => {
  const { redis, client, pipeline } = await piped(() => "+OK");
  await using _redis = redis;
  const answers = Promise.allSettled([pipeline.ask(GET), pipeline.ask(GET)]);
  client.stream.destroy();

  const lost = { status: "rejected", reason: new Error("Connection is closed.") };
  expect(await answers).toEqual([lost, lost]);
});
