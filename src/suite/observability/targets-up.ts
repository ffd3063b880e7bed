import type { Scalar } from "../../plan/expectation.ts";
import type { ScrapeTarget } from "../../watchers/prometheus-answers.ts";

/** How Prometheus sees what it scrapes. */
export interface TargetsUp {
  /** Jobs without a target, and targets that are not up, each with the reason. */
  notUp: string[];
  /** For each job: its name, its targets, those of them that are up. */
  rows: Scalar[][];
}

/** @param unused jobs that need no target, and count as soon as they have one */
export function targetsUp(
  jobs: readonly string[],
  targets: readonly ScrapeTarget[],
  unused: readonly string[] = [],
): TargetsUp {
  const of = (job: string) => targets.filter((target) => target.job === job);
  const isUp = ({ health }: ScrapeTarget) => health === "up";
  const used = jobs.filter((job) => !unused.includes(job) || of(job).length > 0);
  const without = used.filter((job) => of(job).length === 0);
  const down = targets.filter((target) => !isUp(target));
  return {
    notUp: [
      ...without.map((job) => `${job} has no target`),
      ...down.map(({ job, instance, health, lastError }) =>
        `${job} ${instance} ${health} ${lastError}`.trim(),
      ),
    ],
    rows: used.map((job) => [job, of(job).length, of(job).filter(isUp).length]),
  };
}
