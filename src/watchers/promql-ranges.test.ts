import { expect, test } from "vitest";
import { rangesOf } from "./promql-ranges.ts";

test("each range is told with the function that is made of it", () => {
  const expr =
    'sum by (a) (increase(x{b=~"c|[0-9]"}[5m])) > 0 and on () max_over_time(rate(y[1m])[1h:10s]) > 1';

  expect(rangesOf(expr)).toEqual({
    ranges: [
      { seconds: 300, by: "increase" },
      { seconds: 3_600, by: "max_over_time" },
      { seconds: 60, by: "rate" },
    ],
    offsetSeconds: 0,
  });
});

test("an offset is one, ahead or back", () => {
  expect(rangesOf("rate(x[1m] offset 30m) > 0").offsetSeconds).toBe(1_800);
  expect(rangesOf("x offset -5m > 0").offsetSeconds).toBe(0);
});

test("an expression without a range looks at now", () => {
  expect(rangesOf("redis_up == 0")).toEqual({ ranges: [], offsetSeconds: 0 });
});
