import { expect, test } from "vitest";
import { secondsToSnapshot } from "./snapshot-rules.ts";

test.for([
  ["the rule that comes true first", "3600 1 300 100 60 10000", 1_000, 60],
  ["its time, where changes are many", "900 1", 1_000, 900],
  ["its changes, where they are few", "60 10000", 100, 100],
  ["one that never comes true", "999999999 999999999", 1_000, 999_999_999],
  ["one whose changes never come together", "60 99999999999", 1_000, 99_999_999.999],
] as const)("%s counts", ([, save, rate, seconds]) => {
  expect(secondsToSnapshot(save, rate)).toBe(seconds);
});

test("without a rule there is never a snapshot", () => {
  expect(secondsToSnapshot("", 1_000)).toBeUndefined();
});
