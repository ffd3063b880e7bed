import { keyOf } from "./criterion-key.ts";
import { loadWholePlan, nameOfPlan } from "./plan-file.ts";
import type { Role } from "./roles.ts";
import type { Criterion } from "./schema.ts";

/** The criterion that plays a role in the plan, with its key; nothing where none does. */
export function criterionInRole(role: Role): { key: string; criterion: Criterion } | undefined {
  const { roles, blocks } = loadWholePlan();
  const wanted = roles[role];
  return blocks
    .flatMap(({ tasks }) => tasks)
    .flatMap(({ id, criteria }) => criteria.map((criterion) => ({ key: keyOf(id, criterion), criterion })))
    .find(({ key }) => key === wanted);
}

/** What a role is called where it is missing: "plan/plan.yaml, roles.sustainedRate". */
export function nameOfRole(role: Role): string {
  return `${nameOfPlan()}, roles.${role}`;
}
