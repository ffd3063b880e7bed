import jStat from "jstat";
import type { Estimate } from "../plan/estimate.ts";

/** With fewer batches their mean has no variance to speak of. */
const LEAST_BATCHES = 4;
/** With fewer blocks the allowance for dependence is chance. */
const LEAST_BLOCKS = 10;

/**
 * The mean of a value of each block of time, as a rate, with its interval of confidence: Student's t (1908) over the means of
 * batches of neighbouring blocks (Conway 1963; Schmeiser 1982, "Batch size effects in the analysis of simulation output").
 * Neighbours may depend on each other: batches of every length down to four of them are tried, and the widest interval
 * counts. Where all values are alike the interval is that value.
 *
 * @returns without ends for fewer than ten blocks; `undefined` for none
 */
export function meanInterval(
  blockValues: readonly number[],
  { confidencePercent = 99, seconds = blockValues.length } = {},
): Estimate | undefined {
  const { length } = blockValues;
  if (length === 0) return undefined;
  const value = meanOf(blockValues);
  const told = { value, confidencePercent, samples: length, seconds };
  if (length < LEAST_BLOCKS) return told;
  const probability = 1 - (1 - confidencePercent / 100) / 2;
  const half = Math.max(
    ...lengthsOf(length).map((each) => {
      const means = meansOf(blockValues, each);
      return jStat.studentt.inv(probability, means.length - 1) * standardErrorOf(means);
    }),
  );
  return { ...told, low: value - half, high: value + half };
}

/** The least batch length for each number of batches. */
function lengthsOf(blocks: number): number[] {
  const all = Array.from({ length: Math.floor(blocks / LEAST_BATCHES) }, (_, index) => index + 1);
  return all.filter((each) => Math.floor(blocks / each) !== Math.floor(blocks / (each - 1)));
}

/** The means of batches of so many neighbours; the first ones that fill none are left out. */
function meansOf(values: readonly number[], length: number): number[] {
  const count = Math.floor(values.length / length);
  const from = values.length - count * length;
  return Array.from({ length: count }, (_, index) =>
    meanOf(values.slice(from + index * length, from + (index + 1) * length)),
  );
}

function standardErrorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
