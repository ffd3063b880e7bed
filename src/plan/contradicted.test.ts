import { expect, test } from "vitest";
import { contradicted } from "./contradicted.ts";
import { holds } from "./expectation.ts";

test("a value that nothing speaks against is judged as it is", () => {
  expect(contradicted("noeviction")).toBe("noeviction");
  expect(contradicted(3, false, undefined)).toBe(3);
});

test("each reason stands in the value", () => {
  expect(contradicted("up", "redis_up is 0 there", false, "1 here")).toBe(
    "up, but redis_up is 0 there and 1 here",
  );
});

test.for([
  [{ is: "yes" }, "yes"],
  [{ is: 3 }, 3],
  [{ atLeast: 1 }, 3],
  [{ is: true }, true],
] as const)("a contradicted value never holds: %o", ([expected, value]) => {
  expect(holds(expected, contradicted(value))).toBe(true);
  expect(holds(expected, contradicted(value, "of 200 frames 2 are missing"))).toBe(false);
});
