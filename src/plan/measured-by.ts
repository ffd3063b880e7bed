import { relative, sep } from "node:path";
import type { Criterion, Task } from "./schema.ts";
import { SPECS } from "./specs.ts";

/** The name of a spec: its path below specs/, or for a spec of several files the folder they are in. */
export function specOf(file: string): string {
  const [block = "", task = ""] = relative(SPECS, file).split(sep);
  return `${block}/${task.replace(/\.spec\.ts$/, "")}`;
}

/** The name of a spec's file, which is its own where it has one alone: "block3/load", "block3/alerts/healthy". */
export function specFileOf(file: string): string {
  return relative(SPECS, file)
    .split(sep)
    .join("/")
    .replace(/\.spec\.ts$/, "");
}

/** The spec that measures a task. */
export function specOfTask({ id, spec }: Pick<Task, "id" | "spec">): string {
  return spec ?? id;
}

/** The task that a spec measures; none where the plan asks for none. */
export function taskMeasuredBy<T extends Pick<Task, "id" | "spec">>(
  { blocks }: { blocks: readonly { tasks: readonly T[] }[] },
  spec: string,
): T | undefined {
  return blocks.flatMap(({ tasks }) => tasks).find((task) => specOfTask(task) === spec);
}

/** The criterion of a task that its spec calls so. */
export function criterionMeasuredAs(
  { criteria }: Pick<Task, "criteria">,
  measure: string,
): Criterion | undefined {
  return criteria.find((criterion) => (criterion.measure ?? criterion.id) === measure);
}
