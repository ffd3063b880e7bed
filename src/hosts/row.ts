import type { HostResults } from "./expectation.ts";
import type { Kind } from "./kind.ts";

/** How a sign-off on one kind of host ended. */
export interface Row {
  kind: Pick<Kind, "id" | "title" | "tasks" | "undetermined">;
  /** Why this machine could not be made into one. */
  notMade?: string;
  results?: HostResults;
  /** Services that were left out there, because their image is missing. */
  leftOut?: readonly string[];
  seconds: number;
  /** How it deviates from what is expected of the kind; none where it is as expected, or was not made. */
  deviations: readonly string[];
}

/** In a few words: what the command prints beside the kind. */
export function describeRow({ notMade, results, deviations }: Row): string {
  if (notMade) return `not made: ${notMade}`;
  if (deviations.length > 0) return `NOT as expected: ${deviations.join("; ")}`;
  return `${results?.verdict ?? "no report"}, as expected`;
}
