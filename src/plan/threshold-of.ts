import { Problem } from "../kernel/problem.ts";
import { keyOf } from "./criterion-key.ts";
import { criterionOf } from "./criterion-of.ts";

/**
 * The number that a criterion of the plan has to reach, for what is sized or defaulted by it.
 *
 * @param kind which way it has to be reached, as the plan writes it
 * @throws Problem when the plan expects something else
 */
export function thresholdOf(taskId: string, id: string, kind: "atLeast" | "moreThan" | "lessThan"): number {
  const { expected } = criterionOf(taskId, id);
  const threshold = Object.entries(expected).find(([name]) => name === kind)?.[1];
  if (typeof threshold === "number") return threshold;
  throw new Problem({
    subject: `plan/plan.yaml, ${keyOf(taskId, { id })}`,
    expected: `a threshold ${kind}`,
    seen: JSON.stringify(expected),
    remedy: "restore it, the load test takes its figures from there",
  });
}
