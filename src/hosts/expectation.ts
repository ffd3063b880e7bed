import { z } from "zod";
import { EXIT } from "../kernel/exit-codes.mjs";
import type { Obstacle } from "../kernel/obstacle.ts";
import { keyOf } from "../plan/criterion-key.ts";
import { STATUSES } from "../plan/outcome.ts";

/** What is read of a sign-off's results.json. */
const resultsSchema = z.object({
  verdict: z.enum(["accepted", "incomplete", "rejected"]),
  images: z.array(z.object({ image: z.string() })),
  tasks: z.array(
    z.object({
      id: z.string(),
      criteria: z.array(
        z.object({
          id: z.string(),
          broker: z.string().optional(),
          status: z.enum(STATUSES),
          measuredText: z.string().optional(),
          reason: z.string().optional(),
          obstacle: z.string().optional(),
        }),
      ),
    }),
  ),
});

export type HostResults = z.infer<typeof resultsSchema>;

/** @throws ZodError when it is none of ours */
export function parseResults(json: string): HostResults {
  return resultsSchema.parse(JSON.parse(json));
}

/** A criterion that this kind of host can't show. */
export interface Explained {
  /** "block0/resources/disk-free". */
  criterion: string;
  /** The obstacle that the report has to name. */
  obstacle: Obstacle["kind"];
  /** Why this kind of host can't show it, as a sentence of the page. */
  why: string;
}

/** What a sign-off on a kind of host came to. */
export interface SignoffEnd {
  exitCode: number;
  results?: HostResults;
}

export interface HostExpectation {
  /** Tasks or blocks that were asked for; none is the whole plan. */
  tasks: readonly string[];
  undetermined: readonly Explained[];
}

/**
 * How a sign-off deviates from what is expected; none where the kind is as expected: the sign-off ended incomplete (only
 * some tasks were asked for, or the quick profile), nothing is not met, and every criterion of these tasks was measured.
 * The undetermined ones are those that the kind explains, for the obstacles that it names, and those that the profile is too short
 * for.
 */
export function deviationsOf(
  { tasks, undetermined }: HostExpectation,
  { exitCode, results }: SignoffEnd,
): string[] {
  const wrongEnd =
    exitCode === EXIT.undetermined ? [] : [`exit code ${exitCode}, expected ${EXIT.undetermined}`];
  if (!results) return [...wrongEnd, "no report was written"];
  const criteria = criteriaOf(results).filter(({ task }) => wasAskedFor(task, tasks));
  if (criteria.length === 0) return [...wrongEnd, "no criterion of its tasks is in the report"];
  const unlike = criteria.flatMap(({ name, status, obstacle, measuredText = "", reason = "" }) => {
    const explained = undetermined.find(({ criterion }) => criterion === name);
    if (status === "met" || status === "waived") {
      return explained ? [`${name} is ${status}, expected undetermined (${explained.why})`] : [];
    }
    if (status === "undetermined" && explained && explained.obstacle === obstacle) return [];
    // No host shows it: the profile is the same on all of them.
    if (status === "undetermined" && !explained && obstacle === "profile") return [];
    return [[`${name} is ${status}`, measuredText, reason].filter((part) => part !== "").join(": ")];
  });
  const absent = undetermined
    .filter(({ criterion }) => wasAskedFor(criterion, tasks))
    .filter(({ criterion }) => !criteria.some(({ name }) => name === criterion))
    .map(({ criterion }) => `${criterion} is not in the report, expected undetermined`);
  return [...wrongEnd, ...unlike, ...absent];
}

function criteriaOf({ tasks }: HostResults) {
  return tasks.flatMap(({ id: task, criteria }) =>
    criteria.map(({ id, broker, ...rest }) => ({ ...rest, task, name: keyOf(task, { id, broker }) })),
  );
}

function wasAskedFor(task: string, asked: readonly string[]): boolean {
  return asked.length === 0 || asked.some((name) => task === name || task.startsWith(`${name}/`));
}
