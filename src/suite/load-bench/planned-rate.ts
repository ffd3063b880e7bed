import { thresholdOf } from "../../plan/threshold-of.ts";

/** What is offered lies above what has to be reached: the measured rate can only be at it or below. */
const ABOVE = 1.005;

/** Messages per second of a load at the plan's rate. */
export function plannedRate(): number {
  return thresholdOf("sustainedRate", "atLeast") * ABOVE;
}
