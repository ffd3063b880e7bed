import { type Estimate, judgeEstimate } from "../plan/estimate.ts";
import type { Expectation } from "../plan/schema.ts";

/** A second of a measured window, as far as it is known whether the host was calm. */
export interface HostSecond {
  isCalm: boolean;
}

/** What a speed has come to so far. */
export interface Decision {
  status: "met" | "not-met" | "open";
  estimate: Estimate;
  /** The seconds that it is of. */
  of: "every second" | "calm seconds";
}

/** Fewer calm seconds say nothing of a broker. */
const LEAST_CALM_SECONDS = 8;

/**
 * Judges a speed by its interval. The law: a value that holds while others use the host holds; one that does not is judged
 * again by the calm seconds alone. Which these are is known from the host and the control, never from the broker's figures.
 * As long as an interval reaches across the limit, or there are too few calm seconds, it is open.
 *
 * @param windows the seconds of each window, in the order of time
 * @param estimateOf the speed over some of these seconds, by window
 */
export function decide<T extends HostSecond>(
  windows: readonly (readonly T[])[],
  estimateOf: (windows: readonly (readonly T[])[]) => Estimate,
  expected: Expectation,
): Decision {
  const every = estimateOf(windows);
  if (judgeEstimate(expected, every) === "met") return { status: "met", estimate: every, of: "every second" };
  const calm = windows.map((seconds) => seconds.filter(({ isCalm }) => isCalm));
  if (calm.flat().length < LEAST_CALM_SECONDS) return { status: "open", estimate: every, of: "every second" };
  const estimate = estimateOf(calm);
  const judged = judgeEstimate(expected, estimate);
  return { status: judged === "undetermined" ? "open" : judged, estimate, of: "calm seconds" };
}
