import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../stack/compose-file.ts";
import { isSilenced, routesOf } from "../../watchers/alert-routes.ts";
import { alertmanagerSettingsOf } from "../../watchers/alertmanager-settings.ts";
import { namedValues } from "../../watchers/named-values.ts";
import { relabelSchema } from "../../watchers/relabel.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { readExpectedLabels } from "../../watchers/rule-tests.ts";
import { alertFindings } from "./alert-findings.ts";
import { allTargets } from "./all-targets.ts";
import { everywhere, possibleAlerts } from "./label-sets.ts";
import { onTheWay } from "./on-the-way.ts";

const DELIVERED = readFileSync(join(ROOT, "config/alertmanager/alertmanager.yml"), "utf8");
const TARGETS = await allTargets();

/** Before all other routes. */
const first = (route: string, others = "") =>
  DELIVERED.replace("  routes:\n", `  routes:\n    - ${route}\n`).replace(
    "receivers:\n",
    `${others}receivers:\n  - { name: nobody }\n`,
  );

/** What is found where Alertmanager's file is that one, and Prometheus relabels alerts by those steps. */
function found(config: string, ...steps: object[]) {
  const rules = readRules().alerts.map(({ alert: name, expr, labels }) => ({
    ...{ type: "alerting" as const, name, expr, labels },
    ...{ everySeconds: 5, forSeconds: 0, keepFiringSeconds: 0 },
  }));
  const ways = [steps.map((step) => relabelSchema.parse(step))];
  const prometheus = { rules, jobs: [], offsetSeconds: 0, externalLabels: {}, ways };
  const settings = alertmanagerSettingsOf(config);
  const made = possibleAlerts(rules, readExpectedLabels());
  const { alerts } = onTheWay(made, prometheus);
  const said = alerts.map(({ labels }) => ({
    receivers: routesOf(settings.root, labels).map(({ receiver }) => receiver),
    isInhibited: settings.inhibitions.some((each) =>
      alerts.some((source) => isSilenced(each, source.labels, labels)),
    ),
  }));
  const started = (critical: string) => ({
    ...{ settings, said, silences: [], flags: { "storage.path": "/alertmanager" } },
    variableIn: new Map([
      ["/alertmanager/webhook-url", "ALERT_WEBHOOK_URL"],
      ["/alertmanager/webhook-critical-url", critical],
    ]),
  });
  const places = { targets: TARGETS, named: namedValues(settings) };
  const { misrouted, silenced, reminded } = alertFindings({
    ...{ prometheus, alerts, everywhere: onTheWay(everywhere(made, rules, places), prometheus) },
    alertmanager: started("ALERT_WEBHOOK_CRITICAL_URL"),
    withOneAddress: started("ALERT_WEBHOOK_URL"),
  });
  return { misrouted, silenced, reminded };
}
const NOTHING = { misrouted: [], silenced: [], reminded: [] };

test("nothing is found in what is delivered", () => {
  expect(found(DELIVERED)).toEqual(NOTHING);
});

test.each([
  'instance="redis-replica-2:6379"',
  'instance=~"rabbitmq-3:.*"',
  'job="redis-ha"',
  'queue="frames"',
])("alerts with %s are looked at, although no unit test expects one", (matcher) => {
  const { misrouted } = found(first(`{ matchers: ['${matcher}'], receiver: nobody }`));

  expect(misrouted[0]).toContain("goes to nobody");
});

test("mutes and inhibitions are looked at there, too", () => {
  const weekend = 'time_intervals: [{ name: weekend, time_intervals: [{ weekdays: ["saturday"] }] }]\n';
  const own = `{ matchers: ['instance="redis-replica-2:6379"', 'severity="critical"'], receiver: critical, mute_time_intervals: [weekend] }`;
  const inhibiting = `${DELIVERED}  - { source_matchers: ['alertname="MemoryHigh"'], target_matchers: ['alertname="RedisEvicting"', 'instance="redis-replica-2:6379"'] }\n`;

  expect(found(first(own, weekend)).silenced[0]).toContain("muted by weekend");
  expect(found(inhibiting).silenced).toEqual([expect.stringContaining("RedisEvicting is silenced")]);
});

test("an alert that is relabelled on its way is one of another severity, or none", () => {
  const ofLoss = { source_labels: ["alertname"], regex: "FramesLost" };
  const lesser = found(DELIVERED, { ...ofLoss, target_label: "severity", replacement: "warning" });

  expect(lesser.misrouted).toContain(
    "FramesLost (critical) redis arrives as FramesLost (warning) redis, by alert_relabel_configs of Prometheus",
  );
  expect(found(DELIVERED, { ...ofLoss, action: "drop" }).silenced).toContain(
    "FramesLost (critical) redis is kept back by alert_relabel_configs of Prometheus",
  );
});

test("a label that tells replicas of Prometheus apart may be dropped, and a team be told at its hours too", () => {
  const office = 'time_intervals: [{ name: office, time_intervals: [{ weekdays: ["monday:friday"] }] }]\n';
  const team = `{ matchers: ['severity="critical"', 'alertname!="AlertsNotDelivered"'], receiver: nobody, continue: true, active_time_intervals: [office] }`;

  expect(found(DELIVERED, { action: "labeldrop", regex: "replica" })).toEqual(NOTHING);
  expect(found(first(team, office))).toEqual(NOTHING);
});

test("a route of a broker that is not there is nobody's loss", () => {
  expect(found(first(`{ matchers: ['broker="kafka"'], receiver: nobody }`))).toEqual(NOTHING);
});
