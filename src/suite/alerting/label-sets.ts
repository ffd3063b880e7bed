import type { Labels } from "../../watchers/alert-matcher.ts";
import type { RuleInForce } from "../../watchers/prometheus-settings.ts";
import { inputsOf } from "../../watchers/series-of-jobs.ts";

/** An alert that can be there, with its labels: its rule's own, and those that its series give it. */
export interface PossibleAlert {
  labels: Labels;
  /** "MemoryHigh (warning) redis redis:6379". */
  name: string;
}

/** What labels of alerts can be, beyond what unit tests of the rules expect. */
export interface Places {
  targets: readonly { job: string; instance: string; broker?: string }[];
  /** Further values of other labels, by label. */
  named: ReadonlyMap<string, readonly string[]>;
}

type Rule = Pick<RuleInForce, "type" | "name" | "labels" | "expr">;

/** By what a target is known: what its values can be its targets say. */
const OF_TARGETS = ["job", "instance", "broker"];

/**
 * Every alert of the rules, with each set of labels that the rules' unit tests expect of it: promtool has shown that the
 * rule makes them of such series. One that no unit test expects has the labels of its rule alone.
 */
export function possibleAlerts(
  rules: readonly Pick<Rule, "type" | "name" | "labels">[],
  expected: ReadonlyMap<string, readonly Labels[]>,
): PossibleAlert[] {
  const alerts = rules.filter(({ type }) => type === "alerting");
  const found = alerts.flatMap(({ name, labels }) => {
    const sets = expected.get(name) ?? [];
    return (sets.length > 0 ? sets : [{}]).map((each) => alertWith({ ...each, ...labels, alertname: name }));
  });
  return distinct(found);
}

/**
 * The same, and each of them at every target that its rule can tell of, and there with every named value of the labels that
 * neither its rule nor its target gives it.
 */
export function everywhere(
  alerts: readonly PossibleAlert[],
  rules: readonly Rule[],
  { targets, named }: Places,
): PossibleAlert[] {
  const found = alerts.flatMap(({ labels }) => {
    const rule = rules.find(({ type, name }) => type === "alerting" && name === labels.alertname);
    const fixed = ["alertname", ...OF_TARGETS, ...Object.keys(rule?.labels ?? {})];
    const free = Object.keys(labels).filter((label) => !fixed.includes(label));
    const sets = [labels, ...(rule ? atTargets(labels, rule, targets) : [])];
    return free.reduce(
      (all, label) =>
        all.flatMap((set) => [set, ...(named.get(label) ?? []).map((value) => ({ ...set, [label]: value }))]),
      sets,
    );
  });
  return distinct(found.map(alertWith));
}

/** The same, and each of them once more in another place: with other values of the labels that its series give it. */
export function alsoElsewhere(
  alerts: readonly PossibleAlert[],
  rules: readonly Pick<Rule, "name" | "labels">[],
): PossibleAlert[] {
  const found = alerts.flatMap((alert) => {
    const fixed = rules.find(({ name }) => name === alert.labels.alertname)?.labels ?? {};
    const moved = Object.keys(alert.labels)
      .filter((label) => label !== "alertname" && !(label in fixed))
      .map((label) => alertWith({ ...alert.labels, [label]: `other-${label}` }));
    return [alert, ...moved];
  });
  return distinct(found);
}

/** Each once, by its labels. */
export function distinct(alerts: readonly PossibleAlert[]): PossibleAlert[] {
  const found = new Map(alerts.map((alert) => [JSON.stringify(Object.entries(alert.labels).sort()), alert]));
  return [...found.values()];
}

export function alertWith(labels: Labels): PossibleAlert {
  const { alertname, severity = "no severity", broker, instance } = labels;
  return { labels, name: [alertname, `(${severity})`, broker, instance].filter(Boolean).join(" ") };
}

/** An alert that names an instance has that of each target of its broker; one that names a job, of those that its rule looks at. */
function atTargets(labels: Labels, { expr }: Rule, targets: Places["targets"]): Labels[] {
  if (labels.instance === undefined) return [];
  const hasJob = labels.job !== undefined;
  const isOfRule = (job: string) => !hasJob || inputsOf(expr).some(({ isOfJob }) => isOfJob(job));
  return targets
    .filter(({ job, broker }) => broker === labels.broker && isOfRule(job))
    .map(({ job, instance }) => ({ ...labels, instance, ...(hasJob ? { job } : {}) }));
}
