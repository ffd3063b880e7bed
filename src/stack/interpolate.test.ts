import { expect, test } from "vitest";
import { interpolate } from "./interpolate.ts";

const variables = { SET: "value", EMPTY: "" };

test.each([
  ["$SET and ${SET}", "value and value"],
  ["${UNSET:-redis:8.2.2}", "redis:8.2.2"],
  ["${EMPTY:-default}", "default"],
  ["${EMPTY-default}", ""],
  ["${SET:-default}", "value"],
  ["${UNSET}", ""],
  ["costs $$5", "costs $5"],
  ["no reference", "no reference"],
])("%s becomes %s", (text, expected) => {
  expect(interpolate(text, variables)).toBe(expected);
});

test("a required variable that is not set is named with its message", () => {
  expect(() => interpolate("${TOKEN:?write it to .env}", variables)).toThrow(
    "TOKEN is not set: write it to .env",
  );
});
