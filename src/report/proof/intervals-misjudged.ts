import type { CriterionResult } from "../../plan/conclude.ts";
import { keyOf } from "../../plan/criterion-key.ts";
import type { Expectation, Plan } from "../../plan/schema.ts";
import type { Results } from "../results/results.ts";

/**
 * Criteria that are met, or not met, with an interval that is not wholly on that side of the limit: looked at a second time,
 * by someone who does not ask the judge.
 */
export function intervalsMisjudged({ blocks }: Plan, { tasks }: Pick<Results, "tasks">): string[] {
  const planned = blocks.flatMap((block) => block.tasks);
  return tasks.flatMap(({ id, criteria }) => {
    const task = planned.find((each) => each.id === id);
    return criteria.flatMap((result) => {
      const criterion = task?.criteria.find((each) => each.id === result.id);
      const is = criterion && result.interval ? sideOf(criterion.expected, result) : result.status;
      const isJudged = result.status === "met" || result.status === "not-met";
      if (!isJudged || is === result.status) return [];
      return [`${keyOf(id, result)} is ${result.status}, and ${result.measuredText} is ${is}`];
    });
  });
}

function sideOf(expected: Expectation, { interval }: CriterionResult): "met" | "not-met" | "across" {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = interval ?? {};
  const [limit, isUpper, isIncluded] = limitIn(expected);
  const inside = isUpper ? high < limit : low > limit;
  const outside = isUpper ? low > limit : high < limit;
  const touches = isUpper ? [high, low] : [low, high];
  if (inside || (isIncluded && touches[0] === limit)) return "met";
  return outside || (!isIncluded && touches[1] === limit) ? "not-met" : "across";
}

/** Of one that has another limit, or none, nothing is said: it is across. */
function limitIn(expected: Expectation): [limit: number, isUpper: boolean, isIncluded: boolean] {
  if ("lessThan" in expected) return [expected.lessThan, true, false];
  if ("atMost" in expected) return [expected.atMost, true, true];
  if ("moreThan" in expected) return [expected.moreThan, false, false];
  if ("atLeast" in expected) return [expected.atLeast, false, true];
  return [Number.NaN, true, false];
}
