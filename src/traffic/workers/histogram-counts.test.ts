import { createHistogram } from "node:perf_hooks";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toHgrm } from "../hgrm.ts";
import { countsOf, histogramOf } from "./histogram-counts.ts";

const histogramWith = (values: readonly number[]) => {
  const histogram = createHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
};

const anyValue = fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 2 ** 40 }));

test("a histogram stays the same as plain data, and as one again", () => {
  fc.assert(
    fc.property(fc.array(anyValue, { maxLength: 300 }), (values) => {
      const histogram = histogramWith(values);
      const again = histogramOf(countsOf(histogram));

      expect(toHgrm(again)).toBe(toHgrm(histogram));
      expect(again).toMatchObject({ count: values.length, min: histogram.min, max: histogram.max });
      expect(countsOf(again)).toEqual(countsOf(histogram));
    }),
  );
});

test("so does one of millions of values, each with its count", () => {
  const histogram = createHistogram();
  for (let k = 0; k < 2_000_000; k += 1) histogram.record(1_000 + ((k * k) % 977));
  const { counts } = countsOf(histogram);

  expect(counts.reduce((a, b) => a + b)).toBe(2_000_000);
  expect(toHgrm(histogramOf(countsOf(histogram)))).toBe(toHgrm(histogram));
});

test("histograms of two workers add up to that of all their values", () => {
  fc.assert(
    fc.property(fc.array(anyValue), fc.array(anyValue), (ones, others) => {
      const sum = createHistogram();
      for (const values of [ones, others]) sum.add(histogramOf(countsOf(histogramWith(values))));

      expect(toHgrm(sum)).toBe(toHgrm(histogramWith([...ones, ...others])));
    }),
  );
});
