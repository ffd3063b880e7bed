import type { CriterionResult } from "../plan/conclude.ts";
import type { Status, Verdict } from "../plan/outcome.ts";

export const STATUS_WORDS: Record<Status, string> = {
  met: "met",
  "not-met": "not met",
  undetermined: "undetermined",
  "not-run": "not run",
  waived: "waived",
};

export const VERDICT_WORDS: Record<Verdict, string> = {
  accepted: "Accepted: every criterion is met.",
  incomplete: "Incomplete: nothing is refuted, but not everything is shown.",
  rejected: "Rejected: at least one criterion is not met.",
};

export function nameOf({ id, broker }: CriterionResult): string {
  return broker ? `${id} (${broker})` : id;
}

/** How many of each status, worst first: "2 not met, 20 met". */
export function countStatuses(statuses: readonly Status[]): string {
  const order: Status[] = ["not-met", "undetermined", "not-run", "waived", "met"];
  return order
    .map((status) => ({ status, count: statuses.filter((each) => each === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${STATUS_WORDS[status]}`)
    .join(", ");
}

/** "1 min 59 s", "4.2 s". */
export function describeDuration(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
