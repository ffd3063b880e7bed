import type { CriterionResult, TaskResult } from "../plan/conclude.ts";
import { type Verdict, verdictOf } from "../plan/outcome.ts";
import type { Profile } from "../plan/profile.ts";
import type { Environment } from "./environment.ts";
import type { UsedImage } from "./task-meta.ts";

/** The content of results.json: what every other report is made from. */
export interface Results extends Environment {
  verdict: Verdict;
  profile: Profile;
  /** ISO 8601, UTC. */
  startedAt: string;
  durationMs: number;
  images: UsedImage[];
  /** What the running programs answered when asked for their version. */
  versions: Record<string, string>;
  tasks: TaskResult[];
}

export function resultsOf(run: Omit<Results, "verdict">): Results {
  const { profile, startedAt, durationMs, ...rest } = run;
  return {
    verdict: verdictOf(allCriteria(run.tasks).map(({ status }) => status)),
    profile,
    startedAt,
    durationMs,
    ...rest,
  };
}

export function allCriteria(tasks: readonly TaskResult[]): CriterionResult[] {
  return tasks.flatMap(({ criteria }) => criteria);
}
