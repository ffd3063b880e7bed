import { expect, test } from "vitest";
import { fieldsOf, listOf } from "./reply.ts";

test.each([
  ["a list", ["a", "b"], ["a", "b"]],
  ["a set", new Set(["a", "b"]), ["a", "b"]],
  ["a text, which has no entries", "a", []],
])("the entries of %s", (_kind, reply, entries) => {
  expect(listOf(reply)).toEqual(entries);
});

test.each([
  ["a list", ["calls", 2, "keys", "*"]],
  ["a map", new Map<string, unknown>(Object.entries({ calls: 2, keys: "*" }))],
])("values by name, of %s", (_kind, reply) => {
  expect(Object.fromEntries(fieldsOf(reply))).toEqual({ calls: 2, keys: "*" });
});
