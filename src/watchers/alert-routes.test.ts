import { expect, test } from "vitest";
import { isSilenced, routesOf } from "./alert-routes.ts";
import { alertmanagerSettingsOf } from "./alertmanager-settings.ts";

const settings = alertmanagerSettingsOf(`
global: { resolve_timeout: 2m }
route:
  receiver: warning
  group_wait: 10s
  routes:
    - matchers: ['alertname="Copied"']
      receiver: archive
      continue: true
    - match: { severity: critical }
      receiver: critical
      group_wait: 5s
      mute_time_intervals: [weekend]
      routes:
        - match_re: { alertname: "Loud.*" }
receivers:
  - name: warning
    webhook_configs: [{ url_file: /w, send_resolved: false, max_alerts: 3 }]
  - name: critical
  - name: archive
time_intervals:
  - name: weekend
    time_intervals: [{ weekdays: ['saturday', 'sunday'] }]
inhibit_rules:
  - source_matchers: ['alertname=~"BrokerDown|NodeDown"']
    target_matchers: ['alertname=~"NodeDown|Slow"']
    equal: [broker]
`);

const receivers = (alertname: string, severity: string) =>
  routesOf(settings.root, { alertname, severity }).map(({ receiver }) => receiver);

test("an alert takes the first route that matches, and goes on where that says so", () => {
  expect(receivers("Slow", "warning")).toEqual(["warning"]);
  expect(receivers("Down", "critical")).toEqual(["critical"]);
  expect(receivers("Copied", "critical")).toEqual(["archive", "critical"]);
  // Nothing else matches: the copy is all there is.
  expect(receivers("Copied", "warning")).toEqual(["archive"]);
});

test("a route has its times from the route above it, and its mutes from itself alone", () => {
  const [down] = routesOf(settings.root, { severity: "critical" });
  const [loud] = routesOf(settings.root, { alertname: "LoudOne", severity: "critical" });

  expect(down).toMatchObject({ waitSeconds: 5, intervalSeconds: 300, mutedIn: ["weekend"] });
  expect(loud).toMatchObject({ receiver: "critical", waitSeconds: 5, mutedIn: [] });
});

test("what a receiver does is read with its defaults", () => {
  expect(settings.webhooks.get("warning")).toMatchObject([{ send_resolved: false, max_alerts: 3 }]);
  expect(settings.webhooks.get("critical")).toEqual([]);
  expect(settings.resolveTimeoutSeconds).toBe(120);
});

test("an alert silences one with the same labels, and never one that could silence it as well", () => {
  const silences = (source: object, target: object) =>
    settings.inhibitions.some((each) =>
      isSilenced(each, source as Record<string, string>, target as Record<string, string>),
    );
  const down = { alertname: "BrokerDown", broker: "redis" };

  expect(silences(down, { alertname: "Slow", broker: "redis" })).toBe(true);
  expect(silences(down, { alertname: "Slow", broker: "rabbitmq" })).toBe(false);
  expect(silences(down, { alertname: "Slow" })).toBe(false);
  expect(silences({ alertname: "BrokerDown" }, { alertname: "Slow" })).toBe(true);
  expect(silences({ ...down, alertname: "NodeDown" }, { ...down, alertname: "NodeDown" })).toBe(false);
});
