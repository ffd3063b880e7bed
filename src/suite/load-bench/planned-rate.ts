import { thresholdOf } from "../../plan/threshold-of.ts";

/**
 * What is offered lies above what has to be reached: the measured rate can only be at it or below, and its interval of
 * confidence has to lie above the plan's.
 */
const ABOVE = 1.02;

/** Messages per second of a load at the plan's rate. */
export function plannedRate(): number {
  return thresholdOf("sustainedRate", "atLeast") * ABOVE;
}
