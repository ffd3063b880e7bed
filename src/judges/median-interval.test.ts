import { expect, test } from "vitest";
import { medianInterval } from "./median-interval.ts";
import { seeded } from "./testing.ts";

test("eight rounds have the median between their least and their greatest", () => {
  expect(medianInterval([5, 3, 8, 1, 7, 2, 6, 4])).toEqual({
    ...{ value: 4.5, low: 1, high: 8 },
    ...{ confidencePercent: 99, samples: 8 },
  });
});

test.for([
  // Places left out at either end at 99 %, from tables of the sign test.
  [11, 0],
  [12, 1],
  [14, 1],
  [15, 2],
  [20, 3],
  [50, 15],
] as const)("of %i rounds %i are left out at either end", ([rounds, outside]) => {
  const values = Array.from({ length: rounds }, (_, index) => index);

  expect(medianInterval(values)).toMatchObject({ low: outside, high: rounds - 1 - outside });
});

test("fewer than eight rounds have a median and no interval, and none have nothing", () => {
  expect(medianInterval([1, 2, 3, 4, 5, 6, 7])).toEqual({ value: 4, confidencePercent: 99, samples: 7 });
  expect(medianInterval([])).toBeUndefined();
});

test("more confidence takes more rounds", () => {
  expect(medianInterval(Array(8).fill(1), { confidencePercent: 99.5 })).not.toHaveProperty("high");
  expect(medianInterval(Array(9).fill(1), { confidencePercent: 99.5 })).toHaveProperty("high");
});

test("99 of 100 intervals have the true median in them, of skewed values", () => {
  const random = seeded(3);
  for (const rounds of [8, 12, 20]) {
    let misses = 0;
    for (let each = 0; each < 2_000; each += 1) {
      const values = Array.from({ length: rounds }, () => -Math.log(1 - random()));
      const { low = 0, high = 0 } = medianInterval(values) ?? {};
      if (Math.log(2) < low || Math.log(2) > high) misses += 1;
    }

    // The share of misses is known, 0.8, 0.6 and 0.3 %: not more than chance adds to it, once in a thousand times.
    expect(misses / 2_000, `${rounds} rounds`).toBeLessThan(0.014);
  }
});
