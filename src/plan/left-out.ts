import { criterionMeasuredAs, taskMeasuredBy } from "./measured-by.ts";
import { isOtherPlan, loadDeliveredPlan } from "./plan-file.ts";
import type { Criterion, Plan, WrittenPlan } from "./schema.ts";

/**
 * The delivered criterion that a plan does without, of a spec that it asks for: another plan may ask for fewer. Nothing
 * where the plan asks for it, and where the delivered plan does not know it either: then a test has misspelt it.
 * @param of.measure the id that the spec knows the criterion by
 */
export function leftOut(
  plan: Pick<Plan, "blocks">,
  { spec, measure }: { spec: string; measure: string },
  delivered: () => Pick<WrittenPlan, "blocks"> | undefined = anotherThanThis,
): Criterion | undefined {
  const task = taskMeasuredBy(plan, spec);
  if (!task || criterionMeasuredAs(task, measure)) return undefined;
  const whole = delivered();
  const known = whole && taskMeasuredBy(whole, spec);
  return known && criterionMeasuredAs(known, measure);
}

function anotherThanThis(): WrittenPlan | undefined {
  return isOtherPlan() ? loadDeliveredPlan() : undefined;
}
