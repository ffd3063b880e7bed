import { keyOf } from "./criterion-key.ts";
import { loadPlan } from "./load.ts";
import type { Criterion } from "./schema.ts";

/** A criterion of the plan. @throws Error when the plan has none of that id */
export function criterionOf(taskId: string, id: string): Criterion {
  const task = loadPlan()
    .blocks.flatMap(({ tasks }) => tasks)
    .find((candidate) => candidate.id === taskId);
  const criterion = task?.criteria.find((candidate) => candidate.id === id);
  if (!criterion) throw new Error(`plan/plan.yaml has no criterion ${keyOf(taskId, { id })}`);
  return criterion;
}
