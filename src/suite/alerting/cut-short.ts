import type { JobInForce } from "../../watchers/prometheus-settings.ts";

/** Fewer are reached as a stack grows: by queues, clients, members and names. */
const FEWEST: Readonly<Record<string, number>> = {
  sample_limit: 10_000,
  target_limit: 20,
  label_limit: 30,
  label_name_length_limit: 100,
  label_value_length_limit: 500,
};

/** Limits of jobs above which Prometheus throws figures away, so that no alert sees them. */
export function cutShort(jobs: readonly Pick<JobInForce, "name" | "limits">[]): string[] {
  return jobs.flatMap(({ name, limits }) =>
    Object.entries(limits)
      .filter(([limit, value]) => value < (FEWEST[limit] ?? 0))
      .map(
        ([limit, value]) =>
          `nothing of the job ${name} is seen above its ${limit} ${value}, expected at least ${FEWEST[limit]} or none`,
      ),
  );
}
