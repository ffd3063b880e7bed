import type { TaskResult } from "../../plan/conclude.ts";
import { keyOf } from "../../plan/criterion-key.ts";
import { type Status, worst } from "../../plan/outcome.ts";

/** What a success metric of the plan comes to: the worst of the tasks and criteria that show it. */
export function statusOfMetric(shownBy: readonly string[], tasks: readonly TaskResult[]): Status {
  return worst(shownBy.flatMap((id) => statusesOf(id, tasks)));
}

/** Statuses of a task, or of a criterion for each of its brokers. */
function statusesOf(id: string, tasks: readonly TaskResult[]): Status[] {
  return tasks.flatMap((task) => {
    if (task.id === id) return [task.status];
    return task.criteria.filter((each) => keyOf(task.id, { id: each.id }) === id).map(({ status }) => status);
  });
}
