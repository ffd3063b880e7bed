// Latencies whose true distribution is known, for the tests of intervals.

/** From 0 up to 1. */
export type Random = () => number;

/** In ms, a block for each second. */
export type Latencies = (random: Random, shape: Shape) => Float64Array[];

export interface Shape {
  blocks: number;
  perSecond: number;
}

/** The same numbers for the same seed. Mulberry32, of Tommy Ettinger, in the public domain. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function exponential(random: Random): number {
  return -Math.log(1 - random());
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * random());
}

function inBlocks({ blocks, perSecond }: Shape, next: (index: number) => number): Float64Array[] {
  return Array.from({ length: blocks }, (_, block) => {
    const latencies = new Float64Array(perSecond);
    for (let index = 0; index < perSecond; index += 1) latencies[index] = next(block * perSecond + index);
    return latencies;
  });
}

export const exponentials: Latencies = (random, shape) => inBlocks(shape, () => exponential(random));

export const lognormals: Latencies = (random, shape) => inBlocks(shape, () => Math.exp(normal(random)));

/** Twice as slow at the end as at the beginning. */
export const drifting: Latencies = (random, shape) => {
  const all = shape.blocks * shape.perSecond;
  return inBlocks(shape, (index) => (1 + index / all) * exponential(random));
};

/** Lognormal, each like the one before: an autoregression of first order of the logarithms. */
export function autocorrelated(correlation: number): Latencies {
  return (random, shape) => {
    const rest = Math.sqrt(1 - correlation ** 2);
    let log = normal(random);
    return inBlocks(shape, () => {
      log = correlation * log + rest * normal(random);
      return Math.exp(log);
    });
  };
}

const [SHORTEST_MS, LONGEST_MS] = [50, 500];
const MEAN_MS = (SHORTEST_MS + LONGEST_MS) / 2;

const stallMs = (random: Random) => SHORTEST_MS + (LONGEST_MS - SHORTEST_MS) * random();

/** What is left of the stall that goes on at a moment taken by chance: the longer one is, the likelier it is hit. */
function restOfStallMs(random: Random): number {
  let length = stallMs(random);
  while (random() > length / LONGEST_MS) length = stallMs(random);
  return length * random();
}

/** Stalls of 50 to 500 ms that take a share of the time; every frame that is due in one waits for its end. */
export function bursty(share: number): Latencies {
  const gapMs = (random: Random) => ((MEAN_MS * (1 - share)) / share) * exponential(random);
  return (random, shape) => {
    let isStall = random() < share;
    let endMs = isStall ? restOfStallMs(random) : gapMs(random);
    return inBlocks(shape, (index) => {
      const dueMs = (index * 1e3) / shape.perSecond;
      while (dueMs >= endMs) {
        isStall = !isStall;
        endMs += isStall ? stallMs(random) : gapMs(random);
      }
      return exponential(random) + (isStall ? endMs - dueMs : 0);
    });
  };
}

/** The true p99 of such stalls, of independent moments. */
export function p99OfBursty(share: number): number {
  const random = seeded(99);
  const moments = Float64Array.from({ length: 400_000 }, () => {
    return exponential(random) + (random() < share ? restOfStallMs(random) : 0);
  }).sort();
  return moments[Math.ceil(moments.length * 0.99) - 1] ?? Number.NaN;
}
