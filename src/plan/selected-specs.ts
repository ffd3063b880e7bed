import { Problem } from "../kernel/problem.ts";
import { specOfTask } from "./measured-by.ts";
import type { Profile } from "./profile.ts";
import type { Plan, Task } from "./schema.ts";

/**
 * The tasks that are named by their ids or their blocks' ids, in the plan's order; without a name it is the whole plan.
 * @throws Problem that names what the plan does not have
 */
function selectedTasks(plan: Plan, named: readonly string[]): Task[] {
  const tasks = plan.blocks.flatMap((block) => block.tasks);
  const ids = tasks.map(({ id }) => id);
  const wanted = named.map((name) => name.replace(/\/+$/, ""));
  const isNamed = (name: string, id: string) => id === name || id.startsWith(`${name}/`);
  const unknown = wanted.filter((name) => !ids.some((id) => isNamed(name, id)));
  if (unknown.length > 0) {
    throw new Problem({
      subject: `tasks ${unknown.join(", ")}`,
      expected: `tasks or blocks of the plan, with ${plan.brokers.join(", ")} in scope`,
      seen: `none of that name; there are ${ids.join(", ")}`,
      remedy: "name them as the plan does: block1, or block1/persistence",
    });
  }
  return tasks.filter(({ id }) => wanted.length === 0 || wanted.some((name) => isNamed(name, id)));
}

/**
 * The tasks of a run: those that are named; without a name those that its profile is for, which is the whole plan for most.
 * @throws Problem as above
 */
export function tasksOfRun(plan: Plan, named: readonly string[], profile: Profile): Task[] {
  const selected = selectedTasks(plan, named);
  const own = named.length === 0 ? selected.filter((task) => task.profile === profile) : [];
  return own.length > 0 ? own : selected;
}

/** The parts of paths that select the specs of tasks. */
export function specsOf(tasks: readonly Task[]): string[] {
  return tasks.map(specOfTask).flatMap((spec) => [`specs/${spec}.spec.ts`, `specs/${spec}/`]);
}

/** The same of the tasks that are named. @throws Problem as above */
export function selectedSpecs(plan: Plan, named: readonly string[]): string[] {
  return specsOf(selectedTasks(plan, named));
}
