import { expect, test } from "vitest";
import { isAbove, isBelow } from "./proportion.ts";

// The exact 99 % interval of 4 of 100 is 0.68 % to 12.2 %, that of none of 100 is 0 to 5.16 % (Clopper and Pearson).
test("a share is below a limit from the upper end of its exact interval on", () => {
  expect(isBelow(0.122, { share: 0.04, effectiveSize: 100 }, 0.005)).toBe(true);
  expect(isBelow(0.12, { share: 0.04, effectiveSize: 100 }, 0.005)).toBe(false);
  expect(isBelow(0.0517, { share: 0, effectiveSize: 100 }, 0.005)).toBe(true);
  expect(isBelow(0.0515, { share: 0, effectiveSize: 100 }, 0.005)).toBe(false);
});

test("a share is above a limit up to the lower end of its exact interval", () => {
  expect(isAbove(0.0067, { share: 0.04, effectiveSize: 100 }, 0.005)).toBe(true);
  expect(isAbove(0.007, { share: 0.04, effectiveSize: 100 }, 0.005)).toBe(false);
  expect(isAbove(0, { share: 0, effectiveSize: 100 }, 0.005)).toBe(false);
});

test("all of a sample is below nothing", () => {
  expect(isBelow(0.999, { share: 1, effectiveSize: 100 }, 0.005)).toBe(false);
});
