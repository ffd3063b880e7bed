import { expect, test } from "vitest";
import { sumOf } from "./ha-change.ts";

const CLEAN = { lost: 0, corrupted: 0, unexpected: 0, confirmed: 100 };

test("what is lost, corrupted or never sent counts alike, over all loads", () => {
  const loads = [
    { delivery: { ...CLEAN, lost: 2, corrupted: 1 }, refusals: {} },
    { delivery: { ...CLEAN, unexpected: 4 }, refusals: { "the queue is full": 3, NOAUTH: 1 } },
  ];

  expect(sumOf(loads)).toEqual({
    broken: 7,
    confirmed: 200,
    refused: "3 x the queue is full; 1 x NOAUTH",
  });
});

test("loads that nobody refused, and none at all, have nothing to tell", () => {
  expect(sumOf([{ delivery: CLEAN, refusals: {} }])).toEqual({ broken: 0, confirmed: 100, refused: "none" });
  expect(sumOf([])).toEqual({ broken: 0, confirmed: 0, refused: "none" });
});
