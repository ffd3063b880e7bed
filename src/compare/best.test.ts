import { expect, test } from "vitest";
import { bestOf } from "./best.ts";

const figure = (low?: number, high?: number) => ({
  estimate: {
    value: low ?? 0,
    confidencePercent: 99,
    samples: 8,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
  },
});

test("the best is the one whose interval lies on the better side of all others", () => {
  const figures = [figure(10, 20), figure(30, 40), figure(21, 29)];

  expect(bestOf(figures, "more")).toBe(1);
  expect(bestOf(figures, "less")).toBe(0);
});

test("where intervals overlap, or lack an end, nobody is the best", () => {
  expect(bestOf([figure(10, 20), figure(15, 25)], "less")).toBeUndefined();
  expect(bestOf([figure(30), figure(10)], "more")).toBeUndefined();
  expect(bestOf([figure(), figure(10, 20)], "more")).toBeUndefined();
});

test("an end towards the worse side is not needed", () => {
  expect(bestOf([figure(30), figure(10, 20)], "more")).toBe(0);
});

test("beside a missing figure nobody is the best", () => {
  expect(bestOf([figure(10, 20), { undetermined: "full" }], "less")).toBeUndefined();
  expect(bestOf([figure(10, 20)], "less")).toBeUndefined();
});
