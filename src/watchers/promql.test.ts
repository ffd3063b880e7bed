import { expect, test } from "vitest";
import { selectorsOf } from "./promql.ts";

test("every selector of an expression is found once, with its matchers and without its range", () => {
  const found = selectorsOf(
    'sum by (broker) (rate(a_total{cmd="x"}[1m]) and on (instance) b:c:d{r=~"m|n"}) / rate(a_total{cmd="x"}[5m] offset 1m) > 0.5',
  );

  expect(found).toEqual([
    { text: 'a_total{cmd="x"}', metric: "a_total" },
    { text: 'b:c:d{r=~"m|n"}', metric: "b:c:d" },
  ]);
});

test("functions, labels and keywords are no metrics", () => {
  expect(selectorsOf("vector(0) > bool 3")).toEqual([]);
  expect(selectorsOf("absent(up) unless on (job) time() > 1").map(({ metric }) => metric)).toEqual(["up"]);
});

test("a metric that is named among the labels counts", () => {
  expect(selectorsOf('count({__name__="up"})')).toEqual([{ text: '{__name__="up"}', metric: "up" }]);
});

test.for(["sum(rate(x[1m])", "a >", "rate(x{y='z)"])("%s is refused", (expr) => {
  expect(() => selectorsOf(expr)).toThrow(SyntaxError);
});
