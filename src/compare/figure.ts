import { messageOf } from "../kernel/problem.ts";
import type { Estimate } from "../plan/estimate.ts";

/** What was tried: its value, or the reason why there is none. */
export type Tried<T> = { readonly value: T } | { readonly undetermined: string };

/**
 * A figure of a broker: measured, with its interval of confidence; or words that stand in its place, because it means nothing
 * there; or the reason why it is undetermined.
 */
export type Figure = { readonly estimate: Estimate } | { readonly instead: string } | Undetermined;

/** Why there is no figure. */
export interface Undetermined {
  readonly undetermined: string;
}

export const CONFIDENCE_PERCENT = 99;

/** Tries something that may fail, so that the rest goes on without it. */
export async function tried<T>(attempt: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { value: await attempt() };
  } catch (thrown) {
    return { undetermined: messageOf(thrown) };
  }
}

/** The values that there are, and the reasons for which others are missing, each once. */
export function valuesOf<T>(all: readonly Tried<T>[]): { values: T[]; reasons: string[] } {
  const values = all.flatMap((each) => ("value" in each ? [each.value] : []));
  const reasons = all.flatMap((each) => ("value" in each ? [] : [each.undetermined]));
  return { values, reasons: [...new Set(reasons)] };
}

/** Undetermined for these reasons. */
export function without(reasons: readonly string[]): Undetermined {
  return { undetermined: reasons.join("; ") || "it was not measured" };
}
