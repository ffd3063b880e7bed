import type { CriterionResult } from "../../plan/conclude.ts";
import { keyedCriteria, type Results } from "./results.ts";

/** A figure of a criterion in an earlier run and in this one. */
export interface ChangedFigure {
  /** "overall/performance/latency-p99@redis". */
  criterion: string;
  before: CriterionResult;
  now: CriterionResult;
  /** By how much it is more, in percent of what it was. */
  percent: number;
  /** The intervals of confidence do not touch: chance alone does not explain it. */
  isBeyondNoise: boolean;
}

/** Every figure that has an interval in both runs, what is beyond noise first. */
export function changedFigures(
  { tasks: before }: Pick<Results, "tasks">,
  { tasks: now }: Pick<Results, "tasks">,
): ChangedFigure[] {
  const earlier = new Map(keyedCriteria(before));
  return keyedCriteria(now)
    .flatMap(([criterion, result]) => {
      const was = earlier.get(criterion);
      if (!was || !isFigure(was) || !isFigure(result) || was.measured === 0) return [];
      const percent = (100 * (result.measured - was.measured)) / was.measured;
      return [
        {
          criterion,
          before: was,
          now: result,
          percent,
          isBeyondNoise: !isTouching(was.interval, result.interval),
        },
      ];
    })
    .sort((a, b) => Number(b.isBeyondNoise) - Number(a.isBeyondNoise));
}

type Figure = CriterionResult & { measured: number; interval: NonNullable<CriterionResult["interval"]> };

function isFigure(result: CriterionResult): result is Figure {
  return typeof result.measured === "number" && result.interval !== undefined;
}

/** Whether two intervals have a value in common; an end that is missing is as far away as can be. */
function isTouching(one: Interval, other: Interval): boolean {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = one;
  const { low: otherLow = Number.NEGATIVE_INFINITY, high: otherHigh = Number.POSITIVE_INFINITY } = other;
  return low <= otherHigh && otherLow <= high;
}

type Interval = Pick<Figure["interval"], "low" | "high">;
