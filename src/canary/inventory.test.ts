import { expect, test } from "vitest";
import { differencesOf, inOrder } from "./inventory.ts";

const inventory = (things: Record<string, string>) => new Map(Object.entries(things));

test("what is bit for bit the same was not touched", () => {
  const same = { "queue frames": "5 messages", "volume data": "{}" };

  expect(differencesOf(inventory(same), inventory(same))).toEqual([]);
  expect(differencesOf(new Map(), new Map())).toEqual([]);
});

test("what is missing, new or another is told by name", () => {
  const before = inventory({ "queue frames": "5 messages", "volume data": "{}", users: "" });
  const after = inventory({ "queue frames": "4 messages", "container redis": "{}", users: "" });

  expect(differencesOf(before, after)).toEqual([
    "queue frames: was ...5 messages..., is ...4 messages...",
    "volume data: missing",
    "container redis: new",
  ]);
});

test("of long texts the place is shown at which they differ first, also where one only goes on", () => {
  const [long, at] = ["x".repeat(500), 300];
  const changed = `${long.slice(0, at)}Y${long.slice(at + 1)}`;

  const [told = ""] = differencesOf(inventory({ keys: long }), inventory({ keys: changed }));
  expect(told).toContain("Y");
  expect(told.length).toBeLessThan(400);
  expect(differencesOf(inventory({ keys: long }), inventory({ keys: `${long}Z` }))[0]).toContain("Z");
  expect(differencesOf(inventory({ keys: "a" }), inventory({ keys: "a\nb" }))).toEqual([
    "keys: was ...a..., is ...a\nb...",
  ]);
});

test("a list is the same text in whatever order it and its entries come", () => {
  const one = [{ name: "b" }, { vhost: "/", name: "a" }];
  const other = [{ name: "a", vhost: "/" }, { name: "b" }];

  expect(inOrder(one)).toBe(inOrder(other));
  expect(inOrder(one)).not.toBe(inOrder([{ name: "a", vhost: "/" }]));
  expect(inOrder("3.13")).toBe('"3.13"');
});
