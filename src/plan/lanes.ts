import { specOfTask } from "./measured-by.ts";
import type { WrittenPlan } from "./schema.ts";

/** The runner's projects that specs are in: those of the first run side by side, those of the second by themselves. */
export const LANES = { sideBySide: "specs", alone: "specs-alone" } as const;

/** For the runner: the specs of both lanes. */
export const SPEC_PROJECTS: readonly string[] = Object.values(LANES);

type WrittenTask = WrittenPlan["blocks"][number]["tasks"][number];

/** GiB that a stack takes with all its members, the tools beside it included. */
const STACK_GIB = 2;

/** Whether a project of the runner holds specs. */
export function holdsSpecs({ name }: { name: string }): boolean {
  return SPEC_PROJECTS.includes(name);
}

/** The files of the specs that run by themselves, as patterns below the root. */
export function aloneSpecs({ blocks }: Pick<WrittenPlan, "blocks">): string[] {
  return blocks.flatMap(({ tasks }) => tasks).flatMap((task) => filesOf(specOfTask(task), task.alone));
}

function filesOf(spec: string, alone: true | readonly string[] | undefined): string[] {
  if (alone === true) return [`specs/${spec}.spec.ts`, `specs/${spec}/*.spec.ts`];
  return (alone ?? []).map((file) => `specs/${spec}/${file}.spec.ts`);
}

/** Whether a file of a task's spec runs by itself. @param file its name, as "block3/alerts/healthy" */
export function runsAlone({ alone }: Pick<WrittenTask, "alone">, file: string): boolean {
  return alone === true || (alone ?? []).some((name) => file.endsWith(`/${name}`));
}

/**
 * How many specs run side by side: one less than there are processors, as far as there is memory for a stack each. With three of
 * them on two processors, drills did not come to their end in time.
 */
export function sideBySide({
  processors,
  availableGib,
}: {
  processors: number;
  availableGib: number;
}): number {
  return Math.max(1, Math.min(processors - 1, Math.floor(availableGib / STACK_GIB)));
}
