/** What a criterion or a task came to. Nothing that was not observed is *met*. */
export type Status = "met" | "not-met" | "undetermined" | "not-run" | "waived";

export type Verdict = "accepted" | "incomplete" | "rejected";

const WORST_FIRST: readonly Status[] = ["not-met", "undetermined", "not-run", "waived", "met"];

/** The worst of the statuses; *not run* where there is none, since nothing was shown. */
export function worst(statuses: readonly Status[]): Status {
  return WORST_FIRST.find((status) => statuses.includes(status)) ?? "not-run";
}

/** *rejected* if anything is not met, else *incomplete* if anything is undetermined or not run, else *accepted*. */
export function verdictOf(statuses: readonly Status[]): Verdict {
  const status = worst(statuses);
  if (status === "not-met") return "rejected";
  return status === "met" || status === "waived" ? "accepted" : "incomplete";
}
