import { expect, test } from "vitest";
import { confidenceOfLook } from "./looks.ts";

test("looks share the one percent that a verdict may be wrong", () => {
  expect(confidenceOfLook(1)).toBe(99);
  expect(confidenceOfLook(4)).toBe(99.75);
  expect(10 * (100 - confidenceOfLook(10))).toBeCloseTo(1, 9);
});
