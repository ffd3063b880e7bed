import { expect, test } from "vitest";
import { ofChosen } from "./of-chosen.ts";

test.for([
  ["redis_up", 'redis_up{broker=~"$broker"}'],
  ['a{x="y"} / b', 'a{x="y", broker=~"$broker"} / b{broker=~"$broker"}'],
  ["sum(rate(a:b[$__rate_interval]))", 'sum(rate(a:b{broker=~"$broker"}[$__rate_interval]))'],
  [
    'a[5m] or rate(b{c="{d}"}[$__rate_interval])',
    'a{broker=~"$broker"}[5m] or rate(b{c="{d}", broker=~"$broker"}[$__rate_interval])',
  ],
] as const)("%s is asked of the chosen brokers", ([expr, chosen]) => {
  expect(ofChosen(expr)).toBe(chosen);
});

test("what is of no broker is shown whatever is chosen", () => {
  expect(ofChosen("time() - alertmanager_x")).toBe("time() - alertmanager_x");
  expect(ofChosen('up == 0 or ALERTS{a="b"}')).toBe(
    'up{broker=~"$broker|"} == 0 or ALERTS{a="b", broker=~"$broker|"}',
  );
});

test("a query that says it itself is left as it is", () => {
  expect(ofChosen('up{broker=~"$broker"}')).toBe('up{broker=~"$broker"}');
});

test("what is no PromQL is refused", () => {
  expect(() => ofChosen("rate(a[5m)")).toThrow(SyntaxError);
});
