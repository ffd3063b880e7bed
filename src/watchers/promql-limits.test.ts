import { expect, test } from "vitest";
import { limitsAbove } from "./promql-limits.ts";

test.each([
  ["a:b:c > 1000 and deriv(a:b:c[2m]) > 1", [1_000]],
  ["a:b:c > 1e3", [1_000]],
  ["a:b:c > 0x3e8", [1_000]],
  ["1000 < a:b:c", [1_000]],
  ['a:b:c{broker="redis"} >= 250', [250]],
  ["(a:b:c) > bool (10 * 100)", [1_000]],
  ["a:b:c > on (broker) group_left () -(2 ^ 3)", [-8]],
  ["a:b:c > 0 unless d > 5", [0]],
])("in %s the series has to be above %j", (expr, limits) => {
  expect(limitsAbove(expr, "a:b:c")).toEqual(limits);
});

test.each(["a:b:c < 1000", "1000 > a:b:c", "sum(a:b:c) > 1", "a:b:c > d", "a:b:c + 1000", "a:b:cd > 1"])(
  "in %s no number is one that it has to be above",
  (expr) => {
    expect(limitsAbove(expr, "a:b:c")).toEqual([]);
  },
);
