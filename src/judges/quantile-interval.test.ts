import { expect, test } from "vitest";
import { quantileInterval } from "./quantile-interval.ts";
import { exponentials, seeded } from "./testing.ts";

/** So many blocks of a hundred latencies of 1 ms. */
function calm(blocks: number): Float64Array[] {
  return Array.from({ length: blocks }, () => new Float64Array(100).fill(1));
}

const independent = { unseenStallMs: 0 };

test("latencies that are all alike have an interval of that latency", () => {
  expect(quantileInterval(calm(60), 0.99)).toEqual({
    ...{ value: 1, low: 1, high: 1 },
    ...{ confidencePercent: 99, samples: 6_000, seconds: 60 },
  });
});

test("the ends of independent latencies are where the exact binomial interval puts them", () => {
  // One latency in each of a thousand blocks, 1 to 1000 in an order without bursts: 50 % of them lie above 500.
  const blocks = Array.from({ length: 1_000 }, (_, index) => [((index * 387) % 1_000) + 1]);

  const { value, low = 0, high = 0 } = quantileInterval(blocks, 0.5, independent) ?? {};

  // The 99 % interval of 500 of 1,000 is 459 to 541; neighbouring ranks that are looked at are 8 apart.
  expect(value).toBe(500);
  expect(low).toBeGreaterThan(448);
  expect(low).toBeLessThanOrEqual(460);
  expect(high).toBeGreaterThanOrEqual(540);
  expect(high).toBeLessThan(552);
});

test("too short a time has no upper end, however many latencies it has", () => {
  const random = seeded(1);
  const many = (blocks: number) => exponentials(random, { blocks, perSecond: 1_000 });

  expect(quantileInterval(many(26), 0.99)).not.toHaveProperty("high");
  expect(quantileInterval(many(30), 0.99)).toHaveProperty("high");
  expect(quantileInterval(many(30), 0.99)).toHaveProperty("low");
});

test("a single stall of half a second leaves open whether the p99 is one, and one of a tenth does not", () => {
  const stalled = (frames: number) =>
    calm(120).with(60, new Float64Array(100).fill(200, 0, frames).fill(1, frames));

  expect(quantileInterval(stalled(50), 0.99)).not.toHaveProperty("high");
  expect(quantileInterval(stalled(10), 0.99)).toMatchObject({ low: 1, high: 1 });
});

test("what came in a burst at one latency may do so at a higher one", () => {
  // A stall whose latencies rise: above most of them there are few, which look as if they came singly.
  const rising = Float64Array.from({ length: 100 }, (_, index) => (index < 60 ? 100 + 10 * index : 1));

  expect(quantileInterval(calm(120).with(60, rising), 0.99)).not.toHaveProperty("high");
});

test("a stall across two seconds counts as one", () => {
  const half = (from: number, to: number) => new Float64Array(100).fill(1).fill(200, from, to);
  const one = calm(150).with(59, half(90, 100));
  const across = one.with(60, half(0, 10));

  expect(quantileInterval(one, 0.99)).toMatchObject({ high: 1 });
  expect(quantileInterval(across, 0.99)?.high).not.toBe(1);
});

test("a p99 that is certainly above 10 ms is known in twenty seconds", () => {
  const blocks = Array.from({ length: 20 }, () => new Float64Array(110).fill(1).fill(20, 0, 5));

  expect(quantileInterval(blocks, 0.99)?.low).toBe(20);
});

test("fewer than ten blocks have a value and no interval, and no latencies have nothing", () => {
  expect(quantileInterval(calm(9), 0.99)).toEqual({
    value: 1,
    confidencePercent: 99,
    samples: 900,
    seconds: 9,
  });
  expect(quantileInterval([new Float64Array(0)], 0.99)).toBeUndefined();
});

test("more confidence makes an interval wider", () => {
  const blocks = exponentials(seeded(2), { blocks: 120, perSecond: 110 });
  const [less, more] = [99, 99.9].map((confidencePercent) =>
    quantileInterval(blocks, 0.99, { confidencePercent }),
  );

  expect(more?.low ?? 0).toBeLessThan(less?.low ?? 0);
  expect(more?.high ?? 0).toBeGreaterThan(less?.high ?? 0);
});
