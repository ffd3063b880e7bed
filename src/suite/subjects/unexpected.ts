import type { Details } from "../record/criterion.ts";

/** What nobody expects: how much of it, and which. */
export interface Unexpected {
  count: number;
  details: Details;
}

/**
 * @param found each in words
 * @param beside what shows that enough was looked at
 */
export function unexpected(found: readonly string[], beside: Details = {}): Unexpected {
  return { count: found.length, details: { seen: found.join("; ") || "none", ...beside } };
}
