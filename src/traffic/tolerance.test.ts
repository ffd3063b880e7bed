import { expect, test } from "vitest";
import { durationFor, leastSustained } from "./tolerance.ts";

test("ten minutes are kept in a load of nine seconds more", () => {
  expect(durationFor(600)).toBeCloseTo(609, 9);
});

test("a load is as long as it has to be for what it has to keep", () => {
  for (const seconds of [1, 60, 600]) expect(leastSustained(durationFor(seconds))).toBeCloseTo(seconds, 9);
});
