import { expect, test } from "vitest";
import { readComposeFile } from "../stack/compose-file.ts";
import { composedTarget, targetOfUrl } from "./target-from.ts";

const COMPOSE = readComposeFile({ env: { REDIS_PASSWORD: "secret" }, dotEnv: false });

test("the composed stack is reached at its published ports, with the credentials of its environment", async () => {
  expect(await composedTarget("redis", COMPOSE, { isHa: false })).toEqual({
    broker: "redis",
    host: "127.0.0.1",
    port: 6379,
    password: "secret",
    stream: "frames",
  });
  expect(await composedTarget("rabbitmq", COMPOSE, { isHa: false })).toEqual({
    broker: "rabbitmq",
    host: "127.0.0.1",
    port: 5672,
    user: "guest",
    password: "guest",
    vhost: "/",
    queue: "frame_queue",
  });
});

test("in profile ha, Redis is where the Sentinels say, and RabbitMQ at any node", async () => {
  const at = (port: number) => ({ host: "127.0.0.1", port });

  expect(await composedTarget("redis", COMPOSE, { isHa: true })).toMatchObject({
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
  expect(await composedTarget("rabbitmq", COMPOSE, { isHa: true })).toMatchObject({
    ...at(5672),
    others: [at(5673), at(5674)],
  });
});

test("a URL names everything, or leaves the defaults", () => {
  expect(targetOfUrl("rabbitmq", "amqp://me:p%40ss@broker:5673/video%2Fone?queue=q")).toMatchObject({
    host: "broker",
    port: 5673,
    user: "me",
    password: "p@ss",
    vhost: "video/one",
    queue: "q",
  });
  expect(targetOfUrl("redis", "redis://broker")).toEqual({
    broker: "redis",
    host: "broker",
    port: 6379,
    stream: "frames",
  });
});

test("an IPv6 address is one without its brackets, as sockets take it", () => {
  expect(targetOfUrl("redis", "redis://[::1]:6390")).toMatchObject({ host: "::1", port: 6390 });
});

test("over TLS, it is another scheme and a port of its own", () => {
  expect(targetOfUrl("rabbitmq", "amqps://me:x@broker")).toMatchObject({ port: 5671, isTls: true });
  expect(targetOfUrl("redis", "rediss://broker:6390")).toMatchObject({ port: 6390, isTls: true });
  expect(targetOfUrl("redis", "redis://broker")).not.toHaveProperty("isTls");
});

test.for(["amqp://me:secret@broker", "broker", "redis://"])(
  "%s is no URL of a Redis, and is not repeated",
  (url) => {
    const refused = () => targetOfUrl("redis", url);

    expect(refused).toThrow(/the URL of redis: expected redis:\/\/user:password@host:port/);
    expect(refused).not.toThrow(/secret/);
  },
);
