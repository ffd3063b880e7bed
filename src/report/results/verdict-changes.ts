import { keyOf } from "../../plan/criterion-key.ts";
import type { Status } from "../../plan/outcome.ts";
import type { Results } from "./results.ts";

/** How a criterion came out over several runs of the same code. */
export interface Verdicts {
  /** "block3/load/success-rate@redis". */
  criterion: string;
  /** In the order of the runs. */
  statuses: Status[];
}

/** What each criterion came to in each of several runs. */
export function verdictsOf(runs: readonly Pick<Results, "tasks">[]): Verdicts[] {
  const all = new Map<string, Status[]>();
  for (const { tasks } of runs) {
    for (const { id: task, criteria } of tasks) {
      for (const criterion of criteria) {
        const name = keyOf(task, criterion);
        all.set(name, [...(all.get(name) ?? []), criterion.status]);
      }
    }
  }
  return [...all].map(([criterion, statuses]) => ({ criterion, statuses }));
}

/** Those that did not come out the same in every run. */
export function changesOf(verdicts: readonly Verdicts[]): Verdicts[] {
  return verdicts.filter(({ statuses }) => new Set(statuses).size > 1);
}
