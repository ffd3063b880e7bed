import { expect, test } from "vitest";
import { alertmanagerSettingsOf } from "../../watchers/alertmanager-settings.ts";
import { longestOf, slowestOf, timesOf } from "./in-time.ts";

const PLAN = { heardAt: { critical: "CRITICAL_URL", warning: "URL" } };
const rule = (name: string, expr: string, severity: string, forSeconds = 0) => ({
  ...{ type: "alerting" as const, name, expr, labels: { severity } },
  ...{ everySeconds: 5, forSeconds, keepFiringSeconds: 0 },
});
const alert = (alertname: string, severity: string) => ({ labels: { alertname, severity }, name: alertname });

function delivered(wait = "5s", receiver = "critical") {
  const settings = alertmanagerSettingsOf(`
route:
  receiver: warning
  group_interval: 1m
  routes: [{ matchers: ['severity="critical"'], receiver: ${receiver}, group_wait: ${wait} }]
receivers:
  - { name: warning, webhook_configs: [{ url_file: /url }] }
  - { name: critical, webhook_configs: [{ url_file: /critical-url }] }
`);
  const variableIn = new Map([
    ["/url", "URL"],
    ["/critical-url", "CRITICAL_URL"],
  ]);
  return {
    prometheus: {
      jobs: [{ name: "redis", everySeconds: 5, timeoutSeconds: 4, refreshSeconds: 0, limits: {} }],
      rules: [
        rule("Down", "redis_up == 0", "critical", 15),
        rule("Low", "rate(redis_x[1m]) < 50", "critical", 60),
        rule("High", "redis_memory > 0.8", "warning", 60),
      ],
      ...{ offsetSeconds: 0, externalLabels: {}, ways: [] },
    },
    alerts: [alert("Down", "critical"), alert("Low", "critical"), alert("High", "warning")],
    alertmanager: { settings, variableIn, said: [], silences: [], flags: {} },
  };
}

test("the longest time of each kind is what its alert takes with the next round of its group", () => {
  const times = timesOf(delivered(), PLAN);

  expect(longestOf(times)).toEqual({
    ...{ critical: 9 + 5 + 15 + 60, "critical on average": 9 + 60 + 5 + 60 + 60 },
    ...{ warning: 9 + 5 + 60 + 60, "until resolved": 9 + 60 + 5 + 60 },
  });
  expect(slowestOf(times)["slowest critical"]).toBe(
    "Down: scrape of redis 9 s, evaluation of Down 5 s, held for 15 s, told within 60 s",
  );
});

test("a group that waits for half a day is as slow as that", () => {
  expect(longestOf(timesOf(delivered("12h"), PLAN)).critical).toBe(29 + 43_200);
});

test("an alert that never reaches its receiver takes for ever", () => {
  const times = timesOf(delivered("5s", "warning"), PLAN);

  expect(longestOf(times).critical).toBe(366 * 86_400);
  expect(slowestOf(times)["slowest critical"]).toContain("never told");
});
