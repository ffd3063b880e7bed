import type { Labels } from "../../watchers/alert-matcher.ts";
import type { RuleInForce } from "../../watchers/prometheus-settings.ts";

/** An alert that can be there, with its labels: its rule's own, and those that its series give it. */
export interface PossibleAlert {
  labels: Labels;
  /** "MemoryHigh (warning) redis redis-exporter:9121". */
  name: string;
}

/**
 * Every alert of the rules, with each set of labels that the rules' unit tests expect of it: promtool has shown that the
 * rule makes them of such series. One that no unit test expects has the labels of its rule alone.
 */
export function possibleAlerts(
  rules: readonly Pick<RuleInForce, "type" | "name" | "labels">[],
  expected: ReadonlyMap<string, readonly Labels[]>,
): PossibleAlert[] {
  const alerts = rules.filter(({ type }) => type === "alerting");
  const found = alerts.flatMap(({ name, labels }) => {
    const sets = expected.get(name) ?? [];
    return (sets.length > 0 ? sets : [{}]).map((each): Labels => ({ ...each, ...labels, alertname: name }));
  });
  const distinct = new Map(found.map((labels) => [JSON.stringify(Object.entries(labels).sort()), labels]));
  return [...distinct.values()].map(alertOf);
}

/** The same, and each of them once more in another place: with other values of the labels that its series give it. */
export function alsoElsewhere(
  alerts: readonly PossibleAlert[],
  rules: readonly RuleInForce[],
): PossibleAlert[] {
  return alerts.flatMap((alert) => {
    const fixed = rules.find(({ name }) => name === alert.labels.alertname)?.labels ?? {};
    const moved = Object.keys(alert.labels)
      .filter((label) => label !== "alertname" && !(label in fixed))
      .map((label) => alertOf({ ...alert.labels, [label]: `other-${label}` }));
    return [alert, ...moved];
  });
}

function alertOf(labels: Labels): PossibleAlert {
  const { alertname, severity = "no severity", broker, instance } = labels;
  return { labels, name: [alertname, `(${severity})`, broker, instance].filter(Boolean).join(" ") };
}
