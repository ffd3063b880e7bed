import { Problem } from "../kernel/problem.ts";
import { loadWholePlan, nameOfPlan } from "./plan-file.ts";
import type { WrittenPlan } from "./schema.ts";

/** The limits that alerts and the rollback watch. */
export interface WatchLimits {
  /** Frames per second; fewer, while producers are connected, is an alert. */
  minThroughput: number;
  /** Shares of the memory limit, 0 to 1; more is an alert. */
  memoryHigh: number;
  memoryCritical: number;
  /** Names of the alerts for which the stack is rolled back. */
  rollbackOn: readonly string[];
}

/** Who hears of alerts, and what they may be spared, by the plan. */
export type AlertsHeard = NonNullable<NonNullable<WrittenPlan["watch"]>["alerts"]>;

/** The variables of `.env` that name receivers: the one that may stand alone comes first. */
export function webhookVariables({ heardAt, heardOtherwiseAt }: AlertsHeard): [string, ...string[]] {
  const others = new Set(Object.values(heardAt));
  others.delete(heardOtherwiseAt);
  return [heardOtherwiseAt, ...others];
}

/** @throws Problem when the plan does not say */
export function alertsHeard(): AlertsHeard {
  const alerts = loadWholePlan().watch?.alerts;
  if (alerts) return alerts;
  throw new Problem({
    subject: `${nameOfPlan()}, watch, alerts`,
    expected:
      "who hears of alerts: critical, heardAt, heardOtherwiseAt, heardApart, repeatedAfter, forgottenAfter and maySilence",
    seen: "none",
    remedy: "write them there, as plan/plan.yaml does: alerts are held against them",
  });
}

/** @throws Problem when the plan names none */
export function watchLimits(): WatchLimits {
  const { watch } = loadWholePlan();
  if (!watch) {
    throw new Problem({
      subject: `${nameOfPlan()}, watch`,
      expected: "the limits minThroughput, memoryHigh and memoryCritical",
      seen: "none",
      remedy: "restore them: alerts, dashboard and rollback take their figures from there",
    });
  }
  return {
    minThroughput: watch.minThroughput.lessThan,
    memoryHigh: watch.memoryHigh.moreThan / 100,
    memoryCritical: watch.memoryCritical.moreThan / 100,
    rollbackOn: watch.rollbackOn,
  };
}
