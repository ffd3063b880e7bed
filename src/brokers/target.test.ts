import { expect, test } from "vitest";
import { subjectOf } from "./target.ts";

const TARGET = { broker: "redis", host: "127.0.0.1", port: 6379, stream: "frames" } as const;

test("it is named by where it is, and behind Sentinels by them", () => {
  expect(subjectOf(TARGET)).toBe("redis at 127.0.0.1:6379");
  expect(subjectOf({ ...TARGET, behind: { sentinels: [], nodes: {} } })).toBe("redis behind its Sentinels");
});

test("it is named with the database or virtual host that is not the usual one", () => {
  const rabbitmq = { host: "h", port: 5672, user: "u", password: "p", queue: "q" };

  expect(subjectOf({ ...TARGET, database: 1 })).toBe("redis at 127.0.0.1:6379, database 1");
  expect(subjectOf({ ...rabbitmq, broker: "rabbitmq", vhost: "video" })).toBe(
    "rabbitmq at h:5672, virtual host video",
  );
  expect(subjectOf({ ...rabbitmq, broker: "rabbitmq", vhost: "/" })).toBe("rabbitmq at h:5672");
});
