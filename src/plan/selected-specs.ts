import { Problem } from "../kernel/problem.ts";
import type { Plan } from "./schema.ts";

/**
 * The parts of paths that select the specs of tasks, by the tasks' ids or their blocks'. Empty where nothing is named:
 * all of them.
 * @throws Problem that names what the plan does not have
 */
export function selectedSpecs(plan: Plan, named: readonly string[]): string[] {
  const ids = plan.blocks.flatMap(({ tasks }) => tasks.map(({ id }) => id));
  const wanted = named.map((name) => name.replace(/\/+$/, ""));
  const isNamed = (name: string, id: string) => id === name || id.startsWith(`${name}/`);
  const unknown = wanted.filter((name) => !ids.some((id) => isNamed(name, id)));
  if (unknown.length > 0) {
    throw new Problem({
      subject: `tasks ${unknown.join(", ")}`,
      expected: "tasks or blocks of the plan",
      seen: `none of that name; there are ${ids.join(", ")}`,
      remedy: "name them as the plan does: block1, or block1/persistence",
    });
  }
  const selected = ids.filter((id) => wanted.some((name) => isNamed(name, id)));
  return selected.flatMap((id) => [`specs/${id}.spec.ts`, `specs/${id}/`]);
}
