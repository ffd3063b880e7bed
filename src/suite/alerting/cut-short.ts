import type { JobInForce } from "../../watchers/prometheus-settings.ts";

/** Fewer are reached as a stack grows: by queues, clients, members and names. */
const FEWEST: Readonly<Record<string, number>> = {
  sample_limit: 10_000,
  target_limit: 20,
  label_limit: 30,
  label_name_length_limit: 100,
  label_value_length_limit: 500,
  // In bytes; an answer grows with clients, queues and members.
  body_size_limit: 10_000_000,
};

/** A target on a busy host answers within that. */
const ANSWERS_WITHIN_SECONDS = 1;

/** Jobs whose targets have so little time that a busy one is not seen, and no alert of it fires. */
export function tooHasty(jobs: readonly Pick<JobInForce, "name" | "timeoutSeconds">[]): string[] {
  return jobs
    .filter(({ timeoutSeconds }) => timeoutSeconds < ANSWERS_WITHIN_SECONDS)
    .map(
      ({ name, timeoutSeconds }) =>
        `targets of the job ${name} have ${timeoutSeconds} s to answer, expected at least ${ANSWERS_WITHIN_SECONDS} s`,
    );
}

/** Limits of jobs above which Prometheus throws figures away, so that no alert sees them. */
export function cutShort(jobs: readonly Pick<JobInForce, "name" | "limits">[]): string[] {
  return jobs.flatMap(({ name, limits }) =>
    Object.entries(limits)
      // One that nobody knows, or of a size that can't be told, may be too small for anything.
      .filter(([limit, value]) => !(value >= (FEWEST[limit] ?? Infinity)))
      .map(
        ([limit, value]) =>
          `nothing of the job ${name} is seen above its ${limit} ${value}, expected ${limit in FEWEST ? `at least ${FEWEST[limit]} or none` : "none"}`,
      ),
  );
}
