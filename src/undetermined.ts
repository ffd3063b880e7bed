/**
 * What should have been observable was not: the fault never landed, the drain did not end, too little was sent.
 * Fails the test and makes its criteria *undetermined*, never *met*.
 */
export class Undetermined extends Error {
  override readonly name = "Undetermined";
}
