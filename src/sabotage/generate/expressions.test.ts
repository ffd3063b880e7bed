import { expect, test } from "vitest";
import { otherExpressions } from "./expressions.ts";

const tos = (expression: string) => otherExpressions(expression).map(({ to }) => to);

test("each number, time and comparison of an expression is changed by itself", () => {
  expect(tos("rate(a[1m]) > 50")).toEqual([
    "rate(a[10m]) > 50",
    "rate(a[6s]) > 50",
    "rate(a[1m]) < 50",
    "rate(a[1m]) > 500",
    "rate(a[1m]) > 5",
  ]);
});

test("labels, their matchers and digits of names are left alone", () => {
  expect(tos('latency_p99{job=~"redis|5", le!="0.1", code="500"}')).toEqual([]);
});

test("a comparison turns round, with the equals sign that it has", () => {
  expect(tos("a == 0 or b >= c")).toEqual(["a != 0 or b >= c", "a == 1 or b >= c", "a == 0 or b <= c"]);
});
