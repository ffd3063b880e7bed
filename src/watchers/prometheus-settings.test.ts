import { expect, test } from "vitest";
import { ruleGroupsAnswer, settingsOf } from "./prometheus-settings.ts";

const CONFIG = `
global:
  scrape_interval: 5s
  scrape_timeout: 4s
  evaluation_interval: 30m
  rule_query_offset: 1m
  external_labels: { site: north, level: 2 }
alerting:
  alert_relabel_configs:
  - source_labels: [severity]
    regex: critical
    action: drop
  - regex: replica
    action: labeldrop
  alertmanagers:
  - static_configs: [{ targets: ["alertmanager:9093"] }]
    alert_relabel_configs:
    - target_label: severity
      replacement: warning
  - static_configs: [{ targets: ["elsewhere:9093"] }]
scrape_configs:
- job_name: redis
  scrape_interval: 5m
  scrape_timeout: 10s
  static_configs:
  - targets: [redis-exporter:9121]
- job_name: rabbitmq
  sample_limit: 900
  target_limit: 0
  scrape_interval: 5s
  scrape_timeout: 4s
  dns_sd_configs:
  - names: [rabbitmq-2]
    refresh_interval: 30s
`;
const groups = [
  {
    name: "availability",
    interval: 5,
    rules: [
      { type: "alerting", name: "Down", query: "up == 0", duration: 15, labels: { severity: "critical" } },
      { type: "recording", name: "broker:up", query: "max(up)" },
    ],
  },
];

test("times are read as they are in force, by job and by rule", () => {
  const settings = settingsOf(CONFIG, ruleGroupsAnswer.parse({ data: { groups } }));

  expect(settings.jobs).toEqual([
    { name: "redis", everySeconds: 300, timeoutSeconds: 10, refreshSeconds: 0, limits: {} },
    {
      name: "rabbitmq",
      everySeconds: 5,
      timeoutSeconds: 4,
      refreshSeconds: 30,
      limits: { sample_limit: 900 },
    },
  ]);
  expect(settings.offsetSeconds).toBe(60);
  expect(settings.rules).toMatchObject([
    { name: "Down", everySeconds: 5, forSeconds: 15, keepFiringSeconds: 0, labels: { severity: "critical" } },
    { name: "broker:up", everySeconds: 5, forSeconds: 0, labels: {} },
  ]);
});

test("what is done to alerts on their way is told for each entry of Alertmanagers, with its defaults", () => {
  const { ways, externalLabels } = settingsOf(CONFIG, ruleGroupsAnswer.parse({ data: { groups: [] } }));

  expect(ways.map((steps) => steps.map(({ action }) => action))).toEqual([
    ["drop", "labeldrop", "replace"],
    ["drop", "labeldrop"],
  ]);
  expect(ways[0]?.[2]).toMatchObject({ regex: "(.*)", target_label: "severity", replacement: "warning" });
  expect(externalLabels).toEqual({ site: "north", level: "2" });
});

test("a group's own offset is its rules', by the name of its file and its own", () => {
  const answer = ruleGroupsAnswer.parse({
    data: { groups: groups.map((group) => ({ ...group, file: "/etc/prometheus/rules/a.yml" })) },
  });
  const offsetOf = (key: string) => settingsOf(CONFIG, answer, new Map([[key, 30]])).rules[0]?.offsetSeconds;

  expect(offsetOf("a.yml availability")).toBe(30);
  expect(offsetOf("b.yml availability")).toBeUndefined();
});
