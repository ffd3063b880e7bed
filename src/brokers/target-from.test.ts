import { expect, test } from "vitest";
import { readComposeFile, serviceOf } from "../stack/compose-file.ts";
import { composedTarget, targetOfUrl } from "./target-from.ts";

test("the composed stack is reached at its published ports, with the credentials of its environment", () => {
  const compose = readComposeFile({ env: { REDIS_PASSWORD: "secret" }, dotEnv: false });

  expect(composedTarget("redis", serviceOf(compose, "redis"))).toEqual({
    broker: "redis",
    host: "127.0.0.1",
    port: 6379,
    password: "secret",
    stream: "frames",
  });
  expect(composedTarget("rabbitmq", serviceOf(compose, "rabbitmq"))).toEqual({
    broker: "rabbitmq",
    host: "127.0.0.1",
    port: 5672,
    user: "guest",
    password: "guest",
    vhost: "/",
    queue: "frame_queue",
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
