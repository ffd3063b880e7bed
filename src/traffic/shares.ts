/** A smaller difference is the frames that were under way. */
const SHORT = 0.01;

/** The producers of a load that sent less than they were to, in words. @param shares of each, 0 to 1 */
export function lessThanShare(shares: readonly number[]): string[] {
  const short = shares.flatMap((share, index) =>
    share > 1 - SHORT ? [] : [`${index + 1} of ${shares.length} sent ${Math.round(share * 100)} %`],
  );
  return short.length === 0 ? [] : [short.join("; ").replace(" %", " % of its frames")];
}
