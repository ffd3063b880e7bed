import { expect, test } from "vitest";
import { redis } from "./redis.ts";

const TARGET = { broker: "redis", host: "127.0.0.1", port: 6379, destination: "frames" } as const;

test("it is named by where it is, behind Sentinels by them, and with a database that is not the usual one", () => {
  expect(redis.subjectOf(TARGET)).toBe("redis at 127.0.0.1:6379");
  expect(redis.subjectOf({ ...TARGET, behind: { sentinels: [], nodes: {} } })).toBe(
    "redis behind its Sentinels",
  );
  expect(redis.subjectOf({ ...TARGET, database: 1 })).toBe("redis at 127.0.0.1:6379, database 1");
});
