import type { Estimate } from "../plan/estimate.ts";
import type { Figure } from "./figure.ts";

/**
 * Which of several figures is the best, by its place. The law: one is better than another where its interval lies wholly on the
 * better side of the other's.
 * @returns undefined where none is better than all others, or one of them is missing
 */
export function bestOf(figures: readonly Figure[], better: "more" | "less"): number | undefined {
  const estimates = figures.flatMap((figure) => ("estimate" in figure ? [figure.estimate] : []));
  if (estimates.length < 2 || estimates.length < figures.length) return undefined;
  const index = estimates.findIndex((one) =>
    estimates.every((other) => other === one || isBetter(one, other, better)),
  );
  return index < 0 ? undefined : index;
}

function isBetter(one: Estimate, other: Estimate, better: "more" | "less"): boolean {
  const [greater, less] = better === "more" ? [one, other] : [other, one];
  return greater.low !== undefined && less.high !== undefined && greater.low > less.high;
}
