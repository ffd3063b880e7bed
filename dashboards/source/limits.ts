import { thresholdOf } from "../../src/plan/threshold-of.ts";
import { type WatchLimits, watchLimits } from "../../src/plan/watch.ts";

/** Values at which a panel turns yellow or red. */
export interface Limits extends WatchLimits {
  /** Seconds from due to received that 99 % of the frames stay below. */
  latencyP99: number;
  /** Share of the sent frames that comes out. */
  success: number;
  /** Frames per second that the plan asks the broker for. */
  frameRate: number;
  /** Waiting frames from which on the alert BacklogGrowing looks whether they become more. */
  backlog: number;
}

/** The plan's figures, and the alert's where the plan has none. @throws Problem when the plan lacks one */
export function limits(): Limits {
  return {
    ...watchLimits(),
    latencyP99: thresholdOf("frameLatency", "lessThan") / 1000,
    success: thresholdOf("successRate", "moreThan") / 100,
    frameRate: thresholdOf("frameRate", "moreThan"),
    backlog: 1000,
  };
}
