import { expect, test } from "vitest";
import { lessThanShare } from "./shares.ts";

test("producers that sent what they were to are not spoken of", () => {
  expect(lessThanShare([1, 0.995, 1])).toEqual([]);
});

test("those that sent less are named with what they sent", () => {
  expect(lessThanShare([1, 1, 0, 0.5])).toEqual(["3 of 4 sent 0 % of its frames; 4 of 4 sent 50 %"]);
});
