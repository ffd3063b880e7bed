import type { Obstacle } from "../kernel/obstacle.ts";

/** What a criterion or a task can come to, worst first. Nothing that was not observed is *met*. */
export const STATUSES = ["not-met", "undetermined", "not-run", "waived", "met"] as const;
export type Status = (typeof STATUSES)[number];

export type Verdict = "accepted" | "incomplete" | "rejected";

/** The worst of the statuses; *not run* where there is none, since nothing was shown. */
export function worst(statuses: readonly Status[]): Status {
  return STATUSES.find((status) => statuses.includes(status)) ?? "not-run";
}

/** For sorting, worst first. */
export function byStatus(a: { status: Status }, b: { status: Status }): number {
  return STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
}

/** *rejected* if anything is not met, else *incomplete* if anything is undetermined or not run, else *accepted*. */
export function verdictOf(statuses: readonly Status[]): Verdict {
  const status = worst(statuses);
  if (status === "not-met") return "rejected";
  return status === "met" || status === "waived" ? "accepted" : "incomplete";
}

/** Whether it should have been observed and was not; what had an obstacle is open, and nothing went wrong. */
export function isUnobserved({
  status,
  obstacle,
}: {
  status: Status;
  obstacle?: Obstacle["kind"] | undefined;
}): boolean {
  return status === "undetermined" && !obstacle;
}
