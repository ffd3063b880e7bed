import { globSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { Problem } from "../kernel/problem.ts";
import type { Plan } from "./schema.ts";

const ROOT = join(import.meta.dirname, "../..");
const SPECS = join(ROOT, "specs");

/** The task that a spec file is about: its path below specs/, or for a task of several files the folder they are in. */
export function taskIdOf(file: string): string {
  const [block = "", task = ""] = relative(SPECS, file).split(sep);
  return `${block}/${task.replace(/\.spec\.ts$/, "")}`;
}

/** Every spec file of this repository. */
function specFiles(): string[] {
  return globSync("**/*.spec.ts", { cwd: SPECS }).map((file) => join(SPECS, file));
}

/**
 * Plan and specs name the same tasks, so that nothing is silently absent.
 * @throws Problem that names every spec without a task and every task without a spec
 */
export function checkCoverage(plan: Plan, files: readonly string[] = specFiles()): void {
  const tasks = plan.blocks.flatMap((block) => block.tasks);
  const specified = new Set(files.map(taskIdOf));
  const problems = [
    ...files
      .filter((file) => !tasks.some(({ id }) => id === taskIdOf(file)))
      .map((file) => `${relative(ROOT, file)} has no task ${taskIdOf(file)} in the plan`),
    ...tasks
      .filter(({ id, spec }) => !spec && !specified.has(id))
      .map(({ id }) => `the task ${id} has no spec: neither specs/${id}.spec.ts nor files in specs/${id}/`),
    ...tasks
      .filter(({ id, spec }) => spec && specified.has(id))
      .map(({ id }) => `the task ${id} is marked "not yet written" and has a spec`),
  ];
  if (problems.length === 0) return;
  throw new Problem({
    subject: "plan/plan.yaml and specs/",
    expected: "one spec for each task and one task for each spec",
    seen: problems.join("; "),
    remedy: "add what is missing, or rename what does not match",
  });
}
