import { expect, test } from "vitest";
import { letsThrough, namesIn } from "./name-patterns.ts";

test.each([
  ["", []],
  ["^$", []],
  ["^amq[.]default$", ["amq.default"]],
  ["^amq\\.default$", ["amq.default"]],
  ["^(?:amq\\.default)$", ["amq.default"]],
  ["^frame_queue$", ["frame_queue"]],
  ["^(frame_queue|amq[.]default)$", ["frame_queue", "amq.default"]],
  ["^frame_queue$|^frame_queue[.]dead$", ["frame_queue", "frame_queue.dead"]],
  ["^frame_(queue|stream)$", ["frame_queue", "frame_stream"]],
])("%j spells out its names", (pattern, names) => {
  expect([...(namesIn(pattern) ?? ["?"])]).toEqual(names);
});

test.each([
  ".*",
  "^frame_.*$",
  "frame_queue",
  "^frame_queue",
  "frame_queue$",
  "^a$|b",
  "^frame_queue[0-9]?$",
  "^frame.queue$",
  "^(a)?$",
  "^\\w$",
  "^(?!a)b$",
  "^(a$",
  "^a)$",
])("%j lets through more than it spells out", (pattern) => {
  expect(namesIn(pattern)).toBeUndefined();
});

test("a name is let through as RabbitMQ would", () => {
  expect(letsThrough("^frame_queue$", "frame_queue")).toBe(true);
  expect(letsThrough("^frame_queue$", "frame_queue.dead")).toBe(false);
  expect(letsThrough("", "")).toBe(false);
  expect(letsThrough("frame", "frame_queue")).toBe(true);
  expect(letsThrough(".*", "anything")).toBe(true);
});
