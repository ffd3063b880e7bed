import { expect, test } from "vitest";
import { leastSeconds, secondsBefore, withIntervals } from "./grafana-interval.ts";

const EXPR = `rate(x[$__interval]) + rate(y[\${__rate_interval}])`;

test.for([
  [{ least: "5s", shownSeconds: 1_800 }, "5s", "20s"],
  [{ least: "1m", shownSeconds: 1_800 }, "60s", "240s"],
  [{ least: undefined, shownSeconds: 1_800 }, "15s", "60s"],
  [{ least: "5s", shownSeconds: 86_400 }, "87s", "92s"],
  [{ least: "5s", shownSeconds: 1_800, points: 60 }, "30s", "35s"],
  [{ least: "5s", shownSeconds: 1_800, leastRateSeconds: 60 }, "5s", "60s"],
  [{ least: "5s", shownSeconds: 86_400, leastRateSeconds: 60 }, "87s", "92s"],
] as const)("of %j the interval is %s, and that of a rate %s", ([steps, interval, rate]) => {
  expect(withIntervals(EXPR, steps)).toBe(`rate(x[${interval}]) + rate(y[${rate}])`);
});

test("a least step may have Grafana's mark in front, and a time before now is a length of time", () => {
  expect([leastSeconds(">10s"), leastSeconds("1h"), leastSeconds("$step")]).toEqual([10, 3_600, undefined]);
  expect([secondsBefore("now-30m"), secondsBefore("now/d"), secondsBefore("2026-01-01")]).toEqual([
    1_800, 0, 0,
  ]);
});
