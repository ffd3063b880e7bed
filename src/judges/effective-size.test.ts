import { expect, test } from "vitest";
import { EffectiveSize } from "./effective-size.ts";

const sizes = new Float64Array(120).fill(100);
const size = new EffectiveSize(sizes, 0.005);

test("values that are spread evenly count as they are, and never as more", () => {
  expect(size.of(new Float64Array(120).fill(5))).toBe(12_000);
});

test("none or all say nothing of bursts", () => {
  expect(size.of(new Float64Array(120))).toBe(12_000);
  expect(size.of(sizes)).toBe(12_000);
});

test("a burst of fifty in one block makes fifty values count as one, or less", () => {
  const effect = 12_000 / size.of(new Float64Array(120).with(60, 50));

  expect(effect).toBeGreaterThan(50);
  expect(effect).toBeLessThan(80);
});

test("bursts that are longer than a block are found by their neighbours", () => {
  const counts = new Float64Array(120).fill(50, 40, 44);

  // Four blocks together have 200.
  expect(12_000 / size.of(counts)).toBeGreaterThan(130);
});

test("few blocks are less certain: their variance has nine degrees of freedom", () => {
  const few = new EffectiveSize(new Float64Array(10).fill(100), 0.005);
  const counts = Float64Array.from([10, 0, 10, 0, 10, 0, 10, 0, 10, 0]);

  // A variance of 25 * 10 / 9 beside 1000 * 0.05 * 0.95 / 10; t at 99.5 % of 999 and of 9 degrees.
  expect(1_000 / few.of(counts)).toBeCloseTo((250 / 9 / 4.75) * (3.2498 / 2.5808) ** 2, 2);
});
