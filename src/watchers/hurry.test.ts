import { expect, test } from "vitest";
import { hurriedAlertmanager, hurriedCommand, hurriedPrometheus, hurriedRules } from "./hurry.ts";

const RULE = `groups:
  - name: some
    interval: 30m
    rules:
      - alert: Some
        expr: rate(x[1m]) > 60 and deriv(y[10m:30s]) > 5 and z{a=~"[0-9]"}
        for: 2m
        keep_firing_for: 1h
        annotations: { summary: "for 5m", for: 2m }
`;

test("ranges and holding times shrink, thresholds and texts stay", () => {
  expect(hurriedRules(RULE, { ranges: 12, holds: 12 })).toBe(`groups:
  - name: some
    interval: 360s
    rules:
      - alert: Some
        expr: rate(x[5s]) > 60 and deriv(y[50s:30s]) > 5 and z{a=~"[0-9]"}
        for: 10s
        keep_firing_for: 300s
        annotations: { summary: "for 5m", for: 2m }
`);
});

test("a holding time never vanishes, and a range keeps room for two samples", () => {
  const hurried = hurriedRules("for: 15s\nexpr: rate(x[10s])\n", { ranges: 60, holds: 60 });

  expect(hurried).toBe("for: 1s\nexpr: rate(x[5s])\n");
});

test("a rule is as well hurried in another spelling of YAML", () => {
  const hurried = hurriedRules('rules: [{ alert: A, "for": "10m", expr: "rate(x[1h])" }]\n', {
    ...{ ranges: 60, holds: 60 },
  });

  expect(hurried).toBe('rules: [ { alert: A, "for": "10s", expr: "rate(x[60s])" } ]\n');
});

test("a group looks back less, and what has no length keeps none", () => {
  const hurried = hurriedRules("query_offset: 1m\nfor: 0s\nlimit: 0\n", { ranges: 12, holds: 12 });

  expect(hurried).toBe("query_offset: 12s\nfor: 0s\nlimit: 0\n");
  expect(hurriedPrometheus("global:\n  rule_query_offset: 30s\n")).toBe("global:\n  rule_query_offset: 6s\n");
});

test("a time that cannot be read is refused", () => {
  expect(() => hurriedRules("for: soon\n", { ranges: 12, holds: 12 })).toThrow("soon");
});

test("Prometheus looks and Alertmanager tells sooner, and what is much too slow stays too slow", () => {
  expect(
    hurriedPrometheus("global:\n  scrape_interval: 5s\n  scrape_timeout: 4s\n  evaluation_interval: 30m\n"),
  ).toBe("global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\n  evaluation_interval: 360s\n");
  expect(
    hurriedAlertmanager("route:\n  group_wait: 10s\n  repeat_interval: 4h\n  group_interval: 12h\n"),
  ).toBe("route:\n  group_wait: 1s\n  repeat_interval: 4h\n  group_interval: 720s\n");
});

test.each([
  [[], "6s"],
  [["--query.lookback-delta=5m"], "6s"],
  [["--query.lookback-delta", "5m"], "6s"],
  [["--query.lookback-delta=1h"], "72s"],
  [["--query.lookback-delta=1m"], "6s"],
])("Prometheus is told once how long a series counts, with %j", (flags, seconds) => {
  const command = hurriedCommand(["--config.file=a", ...flags, "--web.enable-lifecycle"]);

  expect(command).toEqual([
    ...["--config.file=a", "--web.enable-lifecycle"],
    `--query.lookback-delta=${seconds}`,
  ]);
});
