import { expect, test } from "vitest";
import { windowsOf } from "./query-window.ts";

const RECORDED = new Map([
  ["broker:in:rate", "sum by (broker) (rate(a_total[2m]))"],
  ["broker:share", "broker:in:rate / broker:share"],
]);

test("each of a query's ranges counts, in whatever unit, and none is this moment", () => {
  expect(windowsOf("rate(a_total[1m]) / increase(b_total[1m30s])", RECORDED)).toEqual([60, 90]);
  expect(windowsOf("max_over_time(a[1h:5s])", RECORDED)).toEqual([3_600]);
  expect(windowsOf('a{b=~"[5m]x"}', RECORDED)).toEqual([0]);
});

test("what a rule records looks back as far as the rule does, and one that asks for itself ends", () => {
  expect(windowsOf("broker:in:rate > 5", RECORDED)).toEqual([120]);
  expect(windowsOf("broker:share", RECORDED)).toEqual([120]);
});

test("what is no query is refused", () => {
  expect(() => windowsOf("sum(", RECORDED)).toThrow(SyntaxError);
});
