import jStat from "jstat";

/** A share of a sample, and of how many independent values a sample would tell as much. */
export interface Proportion {
  share: number;
  effectiveSize: number;
}

/**
 * Whether the true share is below a limit: whether the upper end of the exact binomial interval is. The interval is that of
 * Clopper and Pearson (1934), for dependent values with their effective size in place of the number, as Korn and Graubard
 * (1998), "Confidence intervals for proportions with small expected number of positive counts estimated from survey data".
 *
 * @param alpha how likely it is said wrongly, at most
 */
export function isBelow(limit: number, { share, effectiveSize }: Proportion, alpha: number): boolean {
  const count = share * effectiveSize;
  if (count >= effectiveSize) return false;
  return 1 - jStat.beta.cdf(limit, count + 1, effectiveSize - count) < alpha;
}

/** The same of the lower end: whether the true share is above a limit. */
export function isAbove(limit: number, { share, effectiveSize }: Proportion, alpha: number): boolean {
  const count = share * effectiveSize;
  if (count <= 0) return false;
  return jStat.beta.cdf(limit, count, effectiveSize - count + 1) < alpha;
}
