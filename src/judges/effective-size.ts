import jStat from "jstat";

/** With fewer batches their variance is chance. */
const LEAST_BATCHES = 10;

interface Batches {
  /** Blocks of a batch. */
  length: number;
  /** How many lie side by side. */
  count: number;
  /** By how much fewer degrees of freedom than values lower what the sample tells. */
  freedom: number;
}

/**
 * Tells of how many independent values a sample in blocks would say as much about a share. The law: values that come in
 * bursts count less, by the design effect, the variance of the blocks' sums beside that of independent values (Kish 1965),
 * and by the degrees of freedom of that variance (Korn and Graubard 1998). Bursts may be longer than a block: neighbours are
 * merged to batches of 1, 2, 4... blocks, overlapping (Meketon and Schmeiser 1984), while ten lie side by side; the largest
 * effect counts. The size is never larger than the sample (Dean and Pagano 2015).
 */
export class EffectiveSize {
  readonly #sizes: Float64Array;
  readonly #total: number;
  readonly #batches: readonly Batches[];

  /** @param sizes how many values each block has @param alpha of one side of the interval */
  constructor(sizes: Float64Array, alpha: number) {
    this.#sizes = sizes;
    this.#total = sumOf(sizes);
    const t = (degrees: number) => jStat.studentt.inv(1 - alpha, degrees);
    this.#batches = lengthsOf(sizes.length).map((length) => {
      const count = Math.floor(sizes.length / length);
      return { length, count, freedom: (t(this.#total - 1) / t(count - 1)) ** 2 };
    });
  }

  /** @param counts of each block how many values the thing is true of */
  of(counts: Float64Array): number {
    const total = this.#total;
    const share = sumOf(counts) / total;
    if (share === 0 || share === 1) return total;
    const residuals = counts.map((count, index) => count - share * at(this.#sizes, index));
    const independent = total * share * (1 - share);
    const sizes = this.#batches.map(({ length, count, freedom }) => {
      const variance = (meanSquare(residuals, length) * counts.length * count) / (length * (count - 1));
      return (total / (variance / independent)) * freedom;
    });
    return Math.min(total, ...sizes);
  }
}

export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += at(values, index);
  return sum;
}

function lengthsOf(blocks: number): number[] {
  const lengths = [];
  for (let length = 1; Math.floor(blocks / length) >= LEAST_BATCHES; length *= 2) lengths.push(length);
  return lengths;
}

/** Of the sums of every so many neighbours. */
function meanSquare(values: Float64Array, length: number): number {
  let [sum, squares] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    sum += at(values, index) - (index < length ? 0 : at(values, index - length));
    if (index >= length - 1) squares += sum * sum;
  }
  return squares / (values.length - length + 1);
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
