import { keyOf } from "./criterion-key.ts";
import { loadWholePlan, nameOfPlan } from "./plan-file.ts";
import type { Role } from "./roles.ts";
import type { Criterion, Task } from "./schema.ts";

/** The criterion that plays a role in the plan, with its key; nothing where none does. */
export function criterionInRole(role: Role): { key: string; criterion: Criterion } | undefined {
  const plan = loadWholePlan();
  return criterionByKey(plan, plan.roles[role]);
}

/** The criterion of a plan that has that key, with its task; nothing where none has. */
export function criterionByKey<T extends Pick<Task, "id" | "criteria">>(
  { blocks }: { blocks: readonly { tasks: readonly T[] }[] },
  wanted: string | undefined,
): { key: string; task: T; criterion: Criterion } | undefined {
  return blocks
    .flatMap(({ tasks }) => tasks)
    .flatMap((task) =>
      task.criteria.map((criterion) => ({ key: keyOf(task.id, { id: criterion.id }), task, criterion })),
    )
    .find(({ key }) => key === wanted);
}

/** What a role is called where it is missing: "plan/plan.yaml, roles.sustainedRate". */
export function nameOfRole(role: Role): string {
  return `${nameOfPlan()}, roles.${role}`;
}
