import { expect, test } from "vitest";
import { durationOf, secondsOf } from "./prometheus-duration.ts";

test.each([
  ["30s", 30],
  ["1m30s", 90],
  ["500ms", 0.5],
  ["2h", 7_200],
  ["1d", 86_400],
  ["0", 0],
])("%s are %d seconds", (text, seconds) => {
  expect(secondsOf(text)).toBeCloseTo(seconds);
});

test.each(["soon", "", "5", "1.5h", "5m later"])("%j is refused", (text) => {
  expect(() => secondsOf(text)).toThrow("not a length of time");
});

test("what is no number of seconds is written in milliseconds", () => {
  expect([durationOf(5), durationOf(0.4)]).toEqual(["5s", "400ms"]);
});
