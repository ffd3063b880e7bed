import type { Labels } from "../../watchers/alert-matcher.ts";
import type { AlertingRule } from "../../watchers/rule-files.ts";

/** An alert that some drill has to raise. */
export interface ToBeDrilled {
  alert: string;
  /** Of which broker, where it tells of brokers. */
  broker: string | undefined;
  severity: string;
}

/**
 * Every alert of the rules: one that tells of brokers once for each of which its rule's unit tests expect it, since it may
 * look at each by other series. One that tells of targets, by their job, counts once.
 */
export function toBeDrilled(
  rules: readonly Pick<AlertingRule, "alert" | "labels">[],
  expected: ReadonlyMap<string, readonly Labels[]>,
): ToBeDrilled[] {
  return rules.flatMap(({ alert, labels }): ToBeDrilled[] => {
    const { severity = "", broker: own } = labels;
    const sets = expected.get(alert) ?? [];
    const isOfTargets = own === undefined && sets.some(({ job }) => job !== undefined);
    const brokers = new Set(own === undefined ? sets.map(({ broker }) => broker) : [own]);
    const each = isOfTargets || brokers.size === 0 ? [undefined] : [...brokers];
    return each.map((broker) => ({ alert, broker, severity }));
  });
}

/** An alert of a broker, or of none: "BrokerDown redis". */
export function titleOf(alert: string, broker = ""): string {
  return `${alert} ${broker}`.trim();
}
