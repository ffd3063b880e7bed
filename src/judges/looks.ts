/** How often a verdict may be wrong, in percent. */
const ERROR_PERCENT = 1;

/**
 * The confidence that each look needs when a load is judged after each of its windows, at most so many times, and ends with
 * the first that decides: the looks share the error that one may have (Bonferroni), so that all of them together are wrong at
 * most once in a hundred times.
 */
export function confidenceOfLook(looks: number): number {
  return 100 - ERROR_PERCENT / looks;
}
