import { expect, test } from "vitest";
import { barOf } from "./promise-bar.ts";

test("a value that is its limit stands where the limit does, with its interval around it", () => {
  expect(barOf({ lessThan: 10 }, { value: 10, low: 5, high: 12 })).toEqual({
    ...{ value: 0.75, limit: 0.75, low: 0.375 },
    high: expect.closeTo(0.9),
  });
});

test.each([
  [{ atLeast: 1000 }, 500, 0.375],
  [{ moreThan: 100 }, 1_000, 1],
  [{ atMost: 30 }, -1, 0],
])("no bar leaves its frame: %j, %d", (expected, value, place) => {
  expect(barOf(expected, { value })?.value).toBe(place);
});

test.each([{ is: 0 }, { atMost: 0 }, { from: 1, to: 2 }])(
  "there is none without a limit above zero: %j",
  (expected) => {
    expect(barOf(expected, { value: 1 })).toBeUndefined();
  },
);

test("there is none for what is no number", () => {
  expect(barOf({ atMost: 1 }, { value: Number.NaN })).toBeUndefined();
});
