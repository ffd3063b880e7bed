import { expect, test } from "vitest";
import { alsoElsewhere, possibleAlerts } from "./label-sets.ts";

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
