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
  expect(await fewestDuring(telling(100, 40, 100), 40, 5)).toBe(40);
});

test("what stays is told as it is", async () => {
  expect(await fewestDuring(telling(100), 20, 5)).toBe(100);
});

test("an answer that comes too late is none", async () => {
  const slow = { destination: "queue frames", depth: () => pause(50, 100) };

  await expect(fewestDuring(slow, 10, 5)).rejects.toThrow(Undetermined);
});

test("where the time is over already there was no look", async () => {
  await expect(fewestDuring(telling(100), -5, 5)).rejects.toThrow(Undetermined);
});
