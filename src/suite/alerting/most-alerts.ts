import type { Labels } from "../../watchers/alert-matcher.ts";
import type { Rules } from "../../watchers/rule-files.ts";
import { everywhere, type Places, possibleAlerts } from "./label-sets.ts";

/** How many alerts of a name there can be at once, as far as targets are known; of a series one for each target. */
export function mostOf(
  { alerts }: Pick<Rules, "alerts">,
  expected: ReadonlyMap<string, readonly Labels[]>,
  targets: Places["targets"],
): (alert: string | undefined) => number {
  const rules = alerts.map(({ alert: name, labels, expr }) => ({
    type: "alerting" as const,
    name,
    labels,
    expr,
  }));
  const all = everywhere(possibleAlerts(rules, expected), rules, { targets, named: new Map() });
  const byName = Map.groupBy(all, ({ labels }) => labels.alertname);
  return (alert) => (alert === undefined ? targets.length : (byName.get(alert)?.length ?? 0));
}
