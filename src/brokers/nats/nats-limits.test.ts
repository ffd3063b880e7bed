import { expect, test } from "vitest";
import { limitOf } from "./nats-limits.ts";

const held = { messages: 180, bytes: 95_000 };

test("a limit is where what waits is that share of it", () => {
  expect(limitOf("max_msgs", 0.9, held)).toEqual({ max_msgs: 200 });
  expect(limitOf("max_bytes", 0.95, held)).toEqual({ max_bytes: 100_000 });
});

test("with all of it the stream is full", () => {
  expect(limitOf("max_msgs", 1, held)).toEqual({ max_msgs: 180 });
});
