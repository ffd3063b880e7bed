import { expect, test } from "vitest";
import { Counter } from "./counter.ts";

function growths(startsAnew: boolean, ...readings: (number | undefined)[]): number[] {
  const counter = new Counter({ startsAnew });
  return readings.map((reading) => counter.growth(reading));
}

test("the first reading is what later ones are compared with", () => {
  expect(growths(true, 100, 130, 130)).toEqual([0, 30, 0]);
});

test("while it can't be read it grows by nothing, and the rest is made up for", () => {
  expect(growths(true, 100, undefined, 150)).toEqual([0, 0, 50]);
});

test("a container that was started again counts from nothing", () => {
  expect(growths(true, 100, 7)).toEqual([0, 7]);
});

test("a counter of the host that wavers has not grown", () => {
  expect(growths(false, 100, 90, 110)).toEqual([0, 0, 20]);
});
