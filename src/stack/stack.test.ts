import { expect, test } from "vitest";
import { notStarted } from "./stack.ts";

const REDIS = { name: "redis", image: "redis:8" };

test("a service that does not become ready is told with the lines of its log", () => {
  const { parts, cause } = notStarted(REDIS, ["Bad directive", "exited"], new Error("not healthy"));

  expect(parts.subject).toBe("redis (redis:8)");
  expect(parts.seen.split("\n").map((line) => line.trim())).toEqual([
    ...["not healthy", "its first errors and last log lines:", "Bad directive", "exited"],
  ]);
  expect(cause).toEqual(new Error("not healthy"));
});

test("a container that was never made has no log", () => {
  expect(notStarted(REDIS, [], new Error("no such image")).parts.seen).toBe("no such image\n    no log");
});
