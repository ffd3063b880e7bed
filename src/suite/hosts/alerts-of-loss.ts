import type { Drill } from "../../brokers/drill.ts";
import type { RuleInForce } from "../../watchers/prometheus-settings.ts";

/** As the rules are in force, which may be shortened: one that waits for longer would keep the host away for its alert alone. */
const LONGEST_WAIT_SECONDS = 30;

/**
 * The alerts that have to tell of a node that is gone with its host, each by its name with other labels that it has to carry:
 * those that a drill raises which takes a node of the broker away, without those whose rules wait for long. One that names an
 * instance tells of the drill's own node; the others tell that one is missing, whichever.
 */
export function alertsOfLoss(
  drills: readonly Pick<Drill, "loses" | "raises">[],
  lost: string,
  rules: readonly Pick<RuleInForce, "name" | "forSeconds">[],
): Drill["raises"] {
  const waitsLong = new Set(
    rules.filter(({ forSeconds }) => forSeconds > LONGEST_WAIT_SECONDS).map(({ name }) => name),
  );
  const raised = drills.flatMap(({ loses, raises }) =>
    loses === undefined
      ? []
      : raises.filter(
          ({ alertname, instance }) =>
            !waitsLong.has(alertname) && (instance === undefined || loses === lost),
        ),
  );
  return [...new Map(raised.map((labels) => [JSON.stringify(labels), labels])).values()];
}
