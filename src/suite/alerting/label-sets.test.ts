import { expect, test } from "vitest";
import { alsoElsewhere, everywhere, possibleAlerts } from "./label-sets.ts";

const RULES = [
  { type: "alerting", name: "MemoryHigh", labels: { severity: "warning" } },
  { type: "alerting", name: "Down", labels: { severity: "critical", broker: "redis" } },
  { type: "recording", name: "broker:up", labels: {} },
] as const;
const EXPECTED = new Map([
  [
    "MemoryHigh",
    [
      { severity: "info", broker: "redis", instance: "a" },
      { severity: "warning", broker: "redis", instance: "a" },
      { severity: "warning", broker: "rabbitmq", instance: "b" },
    ],
  ],
]);

test("an alert has the labels that its unit tests expect, once each; the rule's own win", () => {
  expect(possibleAlerts(RULES, EXPECTED)).toEqual([
    {
      labels: { alertname: "MemoryHigh", severity: "warning", broker: "redis", instance: "a" },
      name: "MemoryHigh (warning) redis a",
    },
    {
      labels: { alertname: "MemoryHigh", severity: "warning", broker: "rabbitmq", instance: "b" },
      name: "MemoryHigh (warning) rabbitmq b",
    },
    { labels: { alertname: "Down", severity: "critical", broker: "redis" }, name: "Down (critical) redis" },
  ]);
});

test("elsewhere it has other values of what its series give it, and never of what its rule does", () => {
  const rules = RULES.map((rule) => ({
    ...{ ...rule, expr: "", everySeconds: 5, forSeconds: 0, keepFiringSeconds: 0 },
  }));
  const names = alsoElsewhere(possibleAlerts(RULES, EXPECTED), rules).map(({ name }) => name);

  expect(names).toEqual([
    ...["MemoryHigh (warning) redis a", "MemoryHigh (warning) other-broker a"],
    ...["MemoryHigh (warning) redis other-instance", "MemoryHigh (warning) rabbitmq b"],
    ...["MemoryHigh (warning) other-broker b", "MemoryHigh (warning) rabbitmq other-instance"],
    "Down (critical) redis",
  ]);
});

const RULE = { type: "alerting", labels: {} } as const;
const TARGETS = [
  { job: "redis", instance: "redis-exporter:9121", broker: "redis" },
  { job: "redis-ha", instance: "redis-replica-2:6379", broker: "redis" },
  { job: "rabbitmq", instance: "rabbitmq:15692", broker: "rabbitmq" },
  { job: "alertmanager", instance: "alertmanager:9093" },
];
const placed = (labels: Record<string, string>, expr: string, named: [string, string[]][] = []) =>
  everywhere([{ labels: { alertname: "A", ...labels }, name: "A" }], [{ ...RULE, name: "A", expr }], {
    targets: TARGETS,
    named: new Map(named),
  }).map(({ labels: { alertname: _alertname, ...others } }) => Object.values(others).join(" "));

test("an alert is at every target of its broker whose job its rule looks at", () => {
  const of = (expr: string) => placed({ broker: "redis", instance: "a", job: "redis" }, expr);

  expect(of('redis_up{job=~"redis|redis-ha"} == 0')).toEqual([
    ...["redis a redis", "redis redis-exporter:9121 redis", "redis redis-replica-2:6379 redis-ha"],
  ]);
  expect(of('redis_up{job="redis"} == 0')).toEqual(["redis a redis", "redis redis-exporter:9121 redis"]);
});

test("one of no job is at every target of its broker, one of no broker at those of none, one of no instance at none", () => {
  expect(placed({ broker: "redis", instance: "a" }, "b > 1")).toEqual([
    ...["redis a", "redis redis-exporter:9121", "redis redis-replica-2:6379"],
  ]);
  expect(placed({ instance: "a", job: "alertmanager" }, "up == 0")).toEqual([
    ...["a alertmanager", "alertmanager:9093 alertmanager"],
  ]);
  expect(placed({ broker: "redis" }, "b > 1")).toEqual(["redis"]);
});

test("other labels that its series give it have every value that is named; those of targets, and its rule's own, have not", () => {
  const named: [string, string[]][] = [
    ["queue", ["x", "y"]],
    ["broker", ["kafka"]],
    ["alertname", ["B"]],
    ["vhost", ["/"]],
  ];

  expect(placed({ broker: "redis", queue: "q" }, "b > 1", named)).toEqual(["redis q", "redis x", "redis y"]);
});
