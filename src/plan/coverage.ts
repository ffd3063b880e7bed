import { join, relative } from "node:path";
import { Problem } from "../kernel/problem.ts";
import { specOf, specOfTask } from "./measured-by.ts";
import { nameOfPlan } from "./plan-file.ts";
import type { WrittenPlan } from "./schema.ts";
import { SPECS, specFiles } from "./specs.ts";

const LATER = "not yet written";

interface CoverageOptions {
  files?: readonly string[];
  /** Specs without a task are no error: another plan than the delivered one may ask for fewer. */
  mayLeaveOut?: boolean;
}

/**
 * Plan and specs name the same tasks, so that nothing is silently absent.
 * @throws Problem that names every spec without a task and every task without a spec
 */
export function checkCoverage(
  plan: Pick<WrittenPlan, "blocks">,
  { files = specFiles(), mayLeaveOut = false }: CoverageOptions = {},
): void {
  const tasks = plan.blocks.flatMap((block) => block.tasks);
  const specified = new Set(files.map(specOf));
  const bySpec = Map.groupBy(
    tasks.filter(({ spec }) => spec !== LATER),
    specOfTask,
  );
  const problems = [
    ...files
      .filter((file) => !mayLeaveOut && !tasks.some(({ id, spec }) => [id, spec].includes(specOf(file))))
      .map((file) => `${relative(join(SPECS, ".."), file)} has no task ${specOf(file)} in the plan`),
    ...tasks
      .filter((task) => task.spec !== LATER && !specified.has(specOfTask(task)))
      .map((task) => {
        const spec = specOfTask(task);
        return `the task ${task.id} has no spec: neither specs/${spec}.spec.ts nor files in specs/${spec}/`;
      }),
    ...tasks
      .filter(({ id, spec }) => spec === LATER && specified.has(id))
      .map(({ id }) => `the task ${id} is marked "${LATER}" and has a spec`),
    ...[...bySpec]
      .filter(([, measured]) => measured.length > 1)
      .map(([spec, measured]) => `${measured.map(({ id }) => id).join(" and ")} have one spec, ${spec}`),
  ];
  if (problems.length === 0) return;
  throw new Problem({
    subject: `${nameOfPlan()} and specs/`,
    expected: "one spec for each task and one task for each spec",
    seen: problems.join("; "),
    remedy: "add what is missing, or rename what does not match",
  });
}
