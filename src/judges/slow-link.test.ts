import { expect, test } from "vitest";
import { slowLinkFigures } from "./slow-link.ts";

/** Each second's confirmed frames and p99. */
function load(...each: [confirmed: number, p99Ms: number | null][]) {
  return each.map(([confirmed, p99Ms], at) => ({ second: at + 1, confirmed, p99Ms }));
}

/** In seconds since the start. */
const SLOW = { from: 3.5, to: 6.5 };

test("a load that goes on slowly and catches up is described second by second", () => {
  const seconds = load(
    // The first warms up.
    ...([
      [200, 900],
      [1_000, 5],
      [1_000, 600],
    ] as [number, number][]),
    // The link changes in the 4th and the 7th.
    ...([
      [800, 40],
      [100, 500],
      [140, 900],
      [600, 1_500],
    ] as [number, number][]),
    ...([
      [1_900, 800],
      [1_000, 10],
      [1_000, 11],
      [1_000, 10],
      [1_000, 9],
      [1_000, 8],
    ] as [number, number][]),
  );

  expect(slowLinkFigures(seconds, SLOW)).toEqual({
    rateBefore: 1_000,
    rateMeanwhile: 120,
    confirmedMeanwhile: 240,
    confirmedAfterSeconds: 1.5,
    // The median before was 5 ms, whatever the stall; 11 ms breaks the row.
    normalAfterSeconds: 3.5,
  });
});

test("a load that stands still has confirmed nothing, and is never as before", () => {
  const seconds = load(
    [0, null],
    [1_000, 5],
    [1_000, 6],
    [0, null],
    [0, null],
    [0, null],
    [0, null],
    [0, null],
  );

  expect(slowLinkFigures(seconds, SLOW)).toMatchObject({
    confirmedMeanwhile: 0,
    rateMeanwhile: 0,
    confirmedAfterSeconds: Number.POSITIVE_INFINITY,
    normalAfterSeconds: undefined,
  });
});

test("two seconds as before at the end of a load are too few", () => {
  const seconds = load([0, 5], [9, 5], [9, 5], [9, 5], [9, 5], [9, 5], [9, 50], [9, 5], [9, 5]);

  expect(slowLinkFigures(seconds, SLOW).normalAfterSeconds).toBeUndefined();
});
