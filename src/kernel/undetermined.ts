/**
 * What should have been observable was not: the fault never landed, the drain did not end, too little was sent.
 * Fails the test and makes its criteria *undetermined*, never *met*.
 */
export class Undetermined extends Error {
  override readonly name = "Undetermined";
  readonly kind = "undetermined";
}

/**
 * Requires enough to judge by.
 * @param what was counted: "containers were looked at"
 * @throws Undetermined when it is fewer
 */
export function enough(count: number, atLeast: number, what: string): void {
  if (count >= atLeast) return;
  throw new Undetermined(`too little to judge by: ${count} ${what}, expected at least ${atLeast}`);
}
