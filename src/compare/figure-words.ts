import type { Estimate } from "../plan/estimate.ts";
import { describeRange, describeScalar, fractionDigits, withUnit } from "../plan/scalar-words.ts";
import type { Figure, Undetermined } from "./figure.ts";

/** A figure as it is read: what stands there, and its interval or what else has to be known beside it. */
export interface FigureWords {
  readonly text: string;
  readonly beside?: string;
}

/** Digits behind the point, at most, that a person compares. */
const MOST_DIGITS = 3;
const LONGEST_REASON = 120;

export function wordsOf(figure: Figure, unit: string): FigureWords {
  if ("undetermined" in figure) return { text: undeterminedWords(figure) };
  if ("instead" in figure) return { text: figure.instead };
  const { estimate } = figure;
  return { text: withUnit(valueWords(estimate), unit), beside: rangeWords(estimate) };
}

/** Why there is no figure, as long as it is read in a table: the evidence has all of it. */
export function undeterminedWords({ undetermined }: Undetermined): string {
  const reason = undetermined.split("\n")[0] ?? "";
  const shown = reason.length <= LONGEST_REASON ? reason : `${reason.slice(0, LONGEST_REASON).trimEnd()}…`;
  return `undetermined: ${shown}`;
}

/** "512 frames/s (505 to 519)" */
export function intervalWords(estimate: Estimate, unit: string): string {
  return `${withUnit(valueWords(estimate), unit)} (${rangeWords(estimate)})`;
}

/** As many digits as the interval's width leaves a meaning. */
function valueWords(estimate: Estimate): string {
  return number(estimate, estimate.value);
}

function rangeWords(estimate: Estimate): string {
  const { low, high, samples } = estimate;
  const words = (value: number) => number(estimate, value);
  if (low !== undefined && high !== undefined) return describeRange(words(low), words(high), "en");
  if (low !== undefined) return `${words(low)} or more`;
  if (high !== undefined) return `${words(high)} or less`;
  return samples === 1 ? "measured once" : `of ${samples}, too few for an interval`;
}

function number(estimate: Estimate, value: number): string {
  return describeScalar(value, "en", digitsOf(estimate));
}

/** Two digits of the interval's width. */
function digitsOf({ value, low = value, high = value }: Estimate): number {
  const width = high - low;
  if (!(width > 0) || !Number.isFinite(width))
    return Math.abs(value) >= 100 ? 0 : Math.min(1, fractionDigits(value));
  return Math.min(Math.max(1 - Math.floor(Math.log10(width)), 0), MOST_DIGITS);
}
