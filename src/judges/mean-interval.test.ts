import { expect, test } from "vitest";
import { meanInterval } from "./mean-interval.ts";
import { normal, type Random, seeded } from "./testing.ts";

const SIMULATIONS = 2_000;
/** As many as tell a coverage of 99 % from a smaller one. */
const MOST_MISSES = 10;

type Values = (random: Random, count: number) => number[];

const independent: Values = (random, count) => Array.from({ length: count }, () => normal(random));

const autocorrelated: Values = (random, count) => {
  let last = normal(random);
  return Array.from({ length: count }, () => {
    last = 0.3 * last + Math.sqrt(1 - 0.3 ** 2) * normal(random);
    return last;
  });
};

const skewed: Values = (random, count) =>
  Array.from({ length: count }, () => Math.exp(normal(random) / 2) - Math.exp(1 / 8));

const drifting: Values = (random, count) =>
  Array.from({ length: count }, (_, index) => normal(random) + (4 * (index + 0.5)) / count - 2);

test.for([
  ["independent", independent],
  ["autocorrelated", autocorrelated],
  ["skewed", skewed],
  ["drifting", drifting],
] as const)("99 of 100 intervals have the true mean in them, of %s values", ([, values]) => {
  for (const count of [16, 20, 120]) {
    const random = seeded(count);
    let misses = 0;
    for (let each = 0; each < SIMULATIONS; each += 1) {
      const { low = 0, high = 0 } = meanInterval(values(random, count)) ?? {};
      if (low > 0 || high < 0) misses += 1;
    }

    expect(misses, `${count} blocks`).toBeLessThanOrEqual(MOST_MISSES);
  }
});

test("an interval of twenty seconds is no wider than three standard deviations", () => {
  const random = seeded(1);
  const widths = Array.from({ length: 101 }, () => {
    const { low = 0, high = 0 } = meanInterval(independent(random, 20)) ?? {};
    return high - low;
  }).sort((a, b) => a - b);

  expect(widths[50]).toBeLessThan(3);
});

test("values that are all alike have an interval of that value", () => {
  expect(meanInterval(Array(20).fill(1_000))).toEqual({
    ...{ value: 1_000, low: 1_000, high: 1_000 },
    ...{ confidencePercent: 99, samples: 20, seconds: 20 },
  });
});

test("the ends are those of Student's t where no longer batch is wider", () => {
  // Batches of two and of three have the mean 0.
  const values = [1, -1, 0, 0, 1, -1, 1, -1, 0, 0, 1, -1];

  const { low, high, value } = meanInterval(values) ?? {};

  // t of 11 degrees at 99.5 %, and a standard deviation of sqrt(8 / 11).
  expect(high).toBeCloseTo((3.105_807 * Math.sqrt(8 / 11)) / Math.sqrt(12), 5);
  expect(low).toBeCloseTo(-(high ?? 0), 9);
  expect(value).toBe(0);
});

test("fewer than ten blocks have a mean and no interval, and none have nothing", () => {
  expect(meanInterval(Array(9).fill(5))).toEqual({ value: 5, confidencePercent: 99, samples: 9, seconds: 9 });
  expect(meanInterval([])).toBeUndefined();
});
