/** Reasons for which something went wrong: each once, with how often. */
export type Reasons = Map<string, number>;

export function count(reasons: Reasons, reason: string, times = 1): void {
  reasons.set(reason, (reasons.get(reason) ?? 0) + times);
}

/** The reasons of several threads together, as plain data. */
export function counted(each: readonly Reasons[]): Record<string, number> {
  const all: Reasons = new Map();
  for (const [reason, times] of each.flatMap((reasons) => [...reasons])) count(all, reason, times);
  return Object.fromEntries(all);
}
