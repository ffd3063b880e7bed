import type { Estimate } from "../plan/estimate.ts";
import { EffectiveSize, sumOf } from "./effective-size.ts";
import { isAbove, isBelow } from "./proportion.ts";

/** Stalls of this length are provided for however rare they are; longer ones once they have come several times. */
const UNSEEN_STALL_MS = 50;
/** Neighbouring shares that are looked at differ by a 60th: the ends of an interval move outwards by no more. */
const RESOLUTION = 60;

/** With fewer the variance between them is chance. */
const LEAST_BLOCKS = 10;

interface QuantileOptions {
  confidencePercent?: number;
  /** How long was measured; one second for each block without it. */
  seconds?: number;
  /** 0 for values that are known to be independent. */
  unseenStallMs?: number;
}

/**
 * A quantile of latencies with its interval of confidence. Latencies depend on each other, since a stall hits every frame in
 * it: they are given in blocks of time, in their order. The interval is that of Woodruff (1952), "Confidence intervals for
 * medians and other position measures": its ends are where the share of latencies above ceases to differ from 1 - p, by the
 * exact interval of that share with the effective size of the sample (`isBelow`, `EffectiveSize`).
 *
 * Towards the upper end three things keep it from being too sure. What came in bursts at one latency may do so at any higher
 * one: the effective size never grows again. No two latencies of one 50 ms count as independent: a tail of stalls as short as
 * that shows itself in every sample that is large enough for an upper end (27 s for a p99 at 99 %). And an end holds only if
 * it holds at every higher latency, too.
 *
 * What no sample tells is not in it: longer stalls that are so rare that the measured time had fewer than about ten of them.
 *
 * @param blocks in ms, one block for each second
 * @returns without an end where too little is known for one, as with fewer than ten blocks; `undefined` for no latencies
 */
export function quantileInterval(
  blocks: readonly ArrayLike<number>[],
  p: number,
  { confidencePercent = 99, seconds = blocks.length, unseenStallMs = UNSEEN_STALL_MS }: QuantileOptions = {},
): Estimate | undefined {
  const sample = new Sample(blocks, (1 - confidencePercent / 100) / 2);
  const { size } = sample;
  if (size === 0) return undefined;
  const told = { value: sample.at(size - Math.ceil(size * p)), confidencePercent, samples: size, seconds };
  if (blocks.length < LEAST_BLOCKS) return told;
  const most = unseenStallMs === 0 ? size : Math.min(size, (seconds * 1e3) / unseenStallMs);
  const [low, high] = [lowOf(sample, p, most), highOf(sample, p, most)];
  return { ...told, ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

/** The least value from which on, upwards, so few values lie above that the quantile is not there. */
function highOf(sample: Sample, p: number, most: number): number | undefined {
  let size = most;
  let high: number | undefined;
  for (const rank of ranks(sample.size)
    .filter((each) => each <= sample.size * (1 - p))
    .reverse()) {
    const { share, effectiveSize } = sample.above(sample.at(rank));
    size = Math.min(size, effectiveSize);
    if (!isBelow(1 - p, { share, effectiveSize: size }, sample.alpha)) high = undefined;
    else high ??= sample.at(rank);
  }
  return high;
}

/** The value above the greatest one above which so many lie that the quantile is there, too. */
function lowOf(sample: Sample, p: number, most: number): number | undefined {
  for (const rank of ranks(sample.size)) {
    if (rank < sample.size * (1 - p)) continue;
    const { share, effectiveSize } = sample.above(rank === sample.size ? -Infinity : sample.at(rank));
    if (isAbove(1 - p, { share, effectiveSize: Math.min(most, effectiveSize) }, sample.alpha))
      return sample.at(rank - 1);
  }
  return undefined;
}

/** How many values lie above each one that is looked at, from none to all. */
function ranks(size: number): number[] {
  const all = [];
  for (let rank = 0; rank < size; rank += Math.max(1, Math.floor(rank / RESOLUTION))) all.push(rank);
  return [...all, size];
}

class Sample {
  readonly size: number;
  readonly alpha: number;
  /** All values, and those of each block, least first. */
  readonly #sorted: Float64Array;
  readonly #blocks: readonly Float64Array[];
  readonly #effectiveSize: EffectiveSize;

  constructor(blocks: readonly ArrayLike<number>[], alpha: number) {
    this.#blocks = blocks.map((block) => Float64Array.from(block).sort());
    const sizes = Float64Array.from(this.#blocks, ({ length }) => length);
    this.size = sumOf(sizes);
    this.alpha = alpha;
    this.#sorted = new Float64Array(this.size);
    let filled = 0;
    for (const block of this.#blocks) {
      this.#sorted.set(block, filled);
      filled += block.length;
    }
    this.#sorted.sort();
    this.#effectiveSize = new EffectiveSize(sizes, alpha);
  }

  /** The value above which so many lie, where no two are alike. */
  at(rank: number): number {
    return this.#sorted[this.size - 1 - rank] ?? Number.NaN;
  }

  /** The share of values above this one. */
  above(value: number): { share: number; effectiveSize: number } {
    const counts = new Float64Array(this.#blocks.length);
    for (const [index, block] of this.#blocks.entries())
      counts[index] = block.length - countUpTo(block, value);
    return { share: sumOf(counts) / this.size, effectiveSize: this.#effectiveSize.of(counts) };
  }
}

/** How many of ascending values are not above this one. */
function countUpTo(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
