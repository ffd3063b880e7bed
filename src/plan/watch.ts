import { Problem } from "../kernel/problem.ts";
import { loadWholePlan, nameOfPlan } from "./plan-file.ts";

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
