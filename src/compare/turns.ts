/** One broker's turn in a round. */
export interface Turn<T> {
  /** From 1 on. */
  round: number;
  of: T;
}

/**
 * Whose turn it is, in alternating rounds: everyone has one turn in each, and each round begins with another one, so that
 * nobody always comes first or always behind the same one.
 */
export function turnsOf<T>(all: readonly T[], rounds: number): Turn<T>[] {
  return Array.from({ length: rounds }, (_, index) => {
    const first = index % Math.max(1, all.length);
    const order = [...all.slice(first), ...all.slice(0, first)];
    const isBackwards = Math.floor(index / Math.max(1, all.length)) % 2 === 1;
    return (isBackwards ? order.reverse() : order).map((of) => ({ round: index + 1, of }));
  }).flat();
}
