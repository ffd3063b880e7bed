import type { Estimate } from "../plan/estimate.ts";

/**
 * The median of independent rounds with its interval of confidence, whatever their distribution: two of the rounds, the same
 * number of places from either end, by the sign test (Thompson 1936; Conover, "Practical Nonparametric Statistics"). It takes
 * eight rounds for 99 %: the least and the greatest of eight have the median between them 99.2 % of the time.
 *
 * @returns without ends for too few rounds; `undefined` for none
 */
export function medianInterval(
  rounds: readonly number[],
  { confidencePercent = 99 } = {},
): Estimate | undefined {
  if (rounds.length === 0) return undefined;
  const sorted = [...rounds].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const last = sorted.length - 1;
  const value = (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2;
  const told = { value, confidencePercent, samples: rounds.length };
  const outside = outsideOf(rounds.length, (1 - confidencePercent / 100) / 2);
  return outside < 0 ? told : { ...told, low: at(outside), high: at(last - outside) };
}

/** How many rounds may be left out at either end: P(at most that many of n coins show heads) stays below alpha. -1 for none. */
function outsideOf(rounds: number, alpha: number): number {
  let probability = 0.5 ** rounds;
  let sum = probability;
  let outside = -1;
  while (sum <= alpha) {
    outside += 1;
    probability *= (rounds - outside) / (outside + 1);
    sum += probability;
  }
  return outside;
}
