import { expect, test } from "vitest";
import { hurriedAlertmanager, hurriedPrometheus, hurriedRules } from "./hurry.ts";

const RULE = `
      - alert: Some
        expr: rate(x[1m]) > 60 and deriv(y[10m]) > 5
        for: 2m
        annotations: { summary: "for 5m" }
`;

test("ranges and holding times shrink, thresholds and texts stay", () => {
  expect(hurriedRules(RULE, { factor: 12, longestRange: 20, longestFor: 60 })).toBe(`
      - alert: Some
        expr: rate(x[5s]) > 60 and deriv(y[20s]) > 5
        for: 10s
        annotations: { summary: "for 5m" }
`);
});

test("a holding time never vanishes, and a range keeps room for two samples", () => {
  const hurried = hurriedRules("for: 15s\nrate(x[10s])", { factor: 60, longestRange: 20, longestFor: 60 });

  expect(hurried).toBe("for: 1s\nrate(x[5s])");
});

test("a time that cannot be read is refused", () => {
  expect(() => hurriedRules("for: soon", { factor: 12, longestRange: 20, longestFor: 60 })).toThrow("soon");
});

test("Prometheus looks and Alertmanager tells every second", () => {
  expect(
    hurriedPrometheus("  scrape_interval: 5s\n  scrape_timeout: 4s\n        refresh_interval: 5s\n"),
  ).toBe("  scrape_interval: 1s\n  scrape_timeout: 1s\n        refresh_interval: 1s\n");
  expect(hurriedAlertmanager("group_wait: 10s\n  repeat_interval: 4h\n  group_interval: 1m\n")).toBe(
    "group_wait: 1s\n  repeat_interval: 4h\n  group_interval: 1s\n",
  );
});
