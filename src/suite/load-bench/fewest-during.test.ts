import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { Undetermined } from "../../kernel/undetermined.ts";
import { fewestDuring } from "./fewest-during.ts";

/** A broker that tells one depth after the other, and then the last again. */
const telling = (...depths: number[]) => ({
  destination: "queue frames",
  depth: async () => (depths.length > 1 ? depths.shift() : depths[0]) as number,
});

test("the fewest of all looks count, whatever came back", async () => {
  expect(await fewestDuring(telling(100, 40, 100), 40, { everyMs: 5 })).toBe(40);
});

test("what stays is told as it is", async () => {
  expect(await fewestDuring(telling(100), 20, { everyMs: 5 })).toBe(100);
});

test("an answer that comes too late is none", async () => {
  const slow = { destination: "queue frames", depth: () => pause(50, 100) };

  await expect(fewestDuring(slow, 10, { everyMs: 5 })).rejects.toThrow(Undetermined);
});

test("where the time is over already there was no look", async () => {
  await expect(fewestDuring(telling(100), -5, { everyMs: 5 })).rejects.toThrow(Undetermined);
});

test("looks that all began too early for a change say nothing", async () => {
  const slow = { destination: "queue frames", depth: () => pause(30, 100) };

  expect(await fewestDuring(slow, 500, { everyMs: 5, fromMs: 20 })).toBe(100);
  await expect(fewestDuring(slow, 45, { everyMs: 5, fromMs: 40 })).rejects.toThrow("between 40 and 45 ms");
});
