import { expect, test } from "vitest";
import { readComposeFile } from "../stack/compose-file.ts";
import { rabbitmq } from "./rabbitmq/rabbitmq.ts";
import { redis } from "./redis/redis.ts";
import { composedTarget, targetOfUrl } from "./target-from.ts";

const COMPOSE = readComposeFile({ env: { REDIS_PASSWORD: "secret" }, dotEnv: false });

test("the composed stack is reached at its published ports, with the credentials of its environment", async () => {
  expect(await composedTarget(redis, COMPOSE, { isHa: false })).toEqual({
    broker: "redis",
    host: "127.0.0.1",
    port: 6379,
    password: "secret",
    destination: "frames",
  });
  expect(await composedTarget(rabbitmq, COMPOSE, { isHa: false })).toEqual({
    broker: "rabbitmq",
    host: "127.0.0.1",
    port: 5672,
    user: "guest",
    password: "guest",
    vhost: "/",
    destination: "frame_queue",
  });
});

test("in profile ha, Redis is where the Sentinels say, and RabbitMQ at any node", async () => {
  const at = (port: number) => ({ host: "127.0.0.1", port });

  expect(await composedTarget(redis, COMPOSE, { isHa: true })).toMatchObject({
    password: "secret",
    behind: {
      sentinels: [at(26379), at(26380), at(26381)],
      nodes: {
        "redis:6379": at(6379),
        "redis-replica-1:6379": at(6380),
        "redis-replica-2:6379": at(6381),
      },
    },
  });
  expect(await composedTarget(rabbitmq, COMPOSE, { isHa: true })).toMatchObject({
    ...at(5672),
    others: [at(5673), at(5674)],
  });
});

test("a URL names everything, or leaves the defaults", () => {
  expect(targetOfUrl(rabbitmq, "amqp://me:p%40ss@broker:5673/video%2Fone?queue=q")).toMatchObject({
    host: "broker",
    port: 5673,
    user: "me",
    password: "p@ss",
    vhost: "video/one",
    destination: "q",
  });
  expect(targetOfUrl(redis, "redis://broker")).toEqual({
    broker: "redis",
    host: "broker",
    port: 6379,
    destination: "frames",
  });
});

test("an IPv6 address is one without its brackets, as sockets take it", () => {
  expect(targetOfUrl(redis, "redis://[::1]:6390")).toMatchObject({ host: "::1", port: 6390 });
});

test("over TLS, it is another scheme and a port of its own", () => {
  expect(targetOfUrl(rabbitmq, "amqps://me:x@broker")).toMatchObject({ port: 5671, isTls: true });
  expect(targetOfUrl(redis, "rediss://broker:6390")).toMatchObject({ port: 6390, isTls: true });
  expect(targetOfUrl(redis, "redis://broker")).not.toHaveProperty("isTls");
});

test("the database and the virtual host are those that the path names", () => {
  expect(targetOfUrl(redis, "redis://broker/1?stream=s")).toMatchObject({ database: 1, destination: "s" });
  expect(targetOfUrl(redis, "redis://broker/0")).not.toHaveProperty("database");
  expect(targetOfUrl(redis, "redis://broker/")).not.toHaveProperty("database");
  expect(targetOfUrl(rabbitmq, "amqp://broker/%2F")).toMatchObject({ vhost: "/" });
  expect(targetOfUrl(rabbitmq, "amqp://broker")).toMatchObject({ vhost: "/" });
  expect(targetOfUrl(rabbitmq, "amqp://broker/video")).toMatchObject({ vhost: "video" });
});

test.for([
  [redis, "amqp://me:secret@broker", /the URL of redis: expected redis:\/\/host:port/],
  [redis, "broker", /something that is no URL/],
  [redis, "redis://", /something that is no URL|no host/],
  [redis, "redis://me:secret@broker/x", /expected a database number as its path, such as \/1, saw \/x/],
  [redis, "redis://me:secret@broker/1/2", /expected a database number/],
  [redis, "redis://me:secret@broker/-1", /expected a database number/],
  [redis, "redis://me:secret@broker:0", /expected a port from 1 to 65535, saw 0/],
  [redis, "redis://me:secret@broker:70000", /a port above 65535/],
  [redis, "redis://me:secret@broker?db=1", /expected parameters stream, saw db/],
  [redis, "redis://me:secret@broker?stream=a&stream=b", /expected stream once, saw twice/],
  [redis, "redis://me:secret@broker?stream=", /expected a value of stream, saw none/],
  [redis, "redis://me:secret@broker?", /expected parameters stream, saw none/],
  [redis, "redis://me:secret@broker#x", /expected nothing behind #/],
  [redis, "redis://me:secret%zz@broker", /expected a password that is percent-encoded/],
  [redis, "redis://m%e:secret@broker", /expected a user that is percent-encoded/],
  [redis, "redis://secret@broker", /expected a password with the user/],
  [rabbitmq, "amqp://me:secret@broker/", /expected a virtual host behind the \/, saw none/],
  [rabbitmq, "amqp://me:secret@broker/a/b", /expected one virtual host as its path, saw \/a\/b/],
  [rabbitmq, "amqp://me:secret@broker/%zz", /expected a virtual host that is percent-encoded/],
  [rabbitmq, "amqp://me:secret@broker?heartbeat=5", /expected parameters queue, saw heartbeat/],
] as const)("$1 is refused by the part, and no credential is repeated", ([broker, url, message]) => {
  const refused = () => targetOfUrl(broker, url);

  expect(refused).toThrow(message);
  expect(refused).not.toThrow(/secret/);
});
