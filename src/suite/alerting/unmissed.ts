import type { Labels } from "../../watchers/alert-matcher.ts";

/** The alert that tells of a job whose targets are all gone: those that look at it are blind then, and silent. */
const MISSING = "TargetMissing";

/** Jobs that always have a target, and of which no unit test shows that somebody is told when it is gone. */
export function unmissed(
  standing: readonly string[],
  expected: ReadonlyMap<string, readonly Labels[]>,
): string[] {
  const told = new Set((expected.get(MISSING) ?? []).map(({ job }) => job));
  return standing
    .filter((job) => !told.has(job))
    .map((job) => `${MISSING}: no unit test in which it fires for the job ${job}`);
}
