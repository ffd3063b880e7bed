import { expect, test } from "vitest";
import { describeLongTime, inWholeSeconds } from "./duration-words.ts";

test.each<[string | undefined, number, string | undefined]>([
  ["1 h", 3600, "s"],
  ["1 h", 3_600_000, "ms"],
  ["10 min 9 s", 609, "s"],
  ["24 h", 86_400, "s"],
  ["1 h 1 s", 3601, "s"],
  [undefined, 59, "s"],
  [undefined, 58.5, "s"],
  [undefined, 60.5, "s"],
  [undefined, 5000, "ms"],
  [undefined, 3600, "frames"],
  [undefined, 3600, undefined],
])("as a time it is %j: %d %s", (text, value, unit) => {
  expect(describeLongTime(value, unit)).toBe(text);
});

test("whole seconds are taken of times alone", () => {
  expect([inWholeSeconds(60.6, "s"), inWholeSeconds(60_600, "ms"), inWholeSeconds(60.6, "frames")]).toEqual([
    61, 61_000, 60.6,
  ]);
});
