import { expect, test } from "vitest";
import { isReached, printed } from "./row.ts";

const ROW = { name: "Redis, 500 in flight", value: 327_293.4, unit: "frames/s" };
const told = (row: Parameters<typeof printed>[0]) => printed(row).replaceAll(/ +/g, " ");

test("a target is reached at its edge from one side only", () => {
  expect(isReached({ ...ROW, value: 0.9, target: { atLeast: 0.9 } })).toBe(true);
  expect(isReached({ ...ROW, value: 0.89, target: { atLeast: 0.9 } })).toBe(false);
  expect(isReached({ ...ROW, value: 25, target: { lessThan: 25 } })).toBe(false);
  expect(isReached({ ...ROW, value: 24.9, target: { lessThan: 25 } })).toBe(true);
  expect(isReached(ROW)).toBe(true);
});

test("a row says whether it is as it should be, and what others did meanwhile where that is known", () => {
  expect(told(ROW)).toBe("Redis, 500 in flight 327,293 frames/s");
  expect(told({ ...ROW, target: { atLeast: 400_000 }, othersPercent: 3.4 })).toBe(
    "Redis, 500 in flight 327,293 frames/s (at least 400000: missed; others used 3 % of the processors)",
  );
});
