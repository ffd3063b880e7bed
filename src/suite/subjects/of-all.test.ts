import { expect, test } from "vitest";
import { ofAll } from "./of-all.ts";

test("a value that every node has is told once", () => {
  expect(ofAll({ redis: "yes", "redis-replica-1": "yes" })).toBe("yes");
});

test("where nodes differ, which has which is told", () => {
  expect(ofAll({ redis: "yes", "redis-replica-1": "no" })).toBe("redis yes, redis-replica-1 no");
});
