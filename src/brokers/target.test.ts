import { expect, test } from "vitest";
import { subjectOf } from "./target.ts";

const TARGET = { broker: "redis", host: "127.0.0.1", port: 6379, stream: "frames" } as const;

test("it is named by where it is, and behind Sentinels by them", () => {
  expect(subjectOf(TARGET)).toBe("redis at 127.0.0.1:6379");
  expect(subjectOf({ ...TARGET, behind: { sentinels: [], nodes: {} } })).toBe("redis behind its Sentinels");
});
