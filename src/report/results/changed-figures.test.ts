import { expect, test } from "vitest";
import { criterionResult, taskResult } from "../../plan/testing.ts";
import { changedFigures } from "./changed-figures.ts";

const runWith = (measured: number, low?: number, high?: number) => ({
  tasks: [
    taskResult(
      "block3/load",
      criterionResult("rate", {
        ...{ broker: "redis", measured },
        interval: {
          ...{ confidencePercent: 99, samples: 100 },
          ...(low === undefined ? {} : { low }),
          ...(high === undefined ? {} : { high }),
        },
      }),
      criterionResult("size", { measured: 3 }),
    ),
  ],
});

test("what has an interval in both runs is compared, and nothing else", () => {
  const found = changedFigures(runWith(10, 9, 11), runWith(15, 12, 16));

  expect(found).toMatchObject([{ criterion: "block3/load/rate@redis", percent: 50, isBeyondNoise: true }]);
});

test.each([
  ["they overlap", runWith(10, 9, 12), runWith(15, 11, 16)],
  ["they touch", runWith(10, 9, 11), runWith(15, 11, 16)],
  ["one has no end", runWith(10, 9), runWith(15, 12, 16)],
])("what chance explains is within noise: %s", (_, before, now) => {
  expect(changedFigures(before, now)).toMatchObject([{ isBeyondNoise: false }]);
});

test("a figure that was none is no measure of the next", () => {
  expect(changedFigures(runWith(0, 0, 0), runWith(1, 1, 1))).toEqual([]);
});
