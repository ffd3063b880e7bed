import { expect, test } from "vitest";
import type { CriterionResult } from "../../plan/conclude.ts";
import type { Expectation } from "../../plan/schema.ts";
import { criterionResult, plannedCriterion, plannedTask, planOf, taskResult } from "../../plan/testing.ts";
import { promisesOf } from "./promises.ts";

const NONE: Expectation = { all: { lost: { is: 0 }, corrupted: { is: 0 } } };

function rowsOf(
  expected: Expectation,
  unit: string,
  results: readonly Partial<CriterionResult>[],
  language = "en",
) {
  const task = plannedTask("block3/load", [plannedCriterion("it", { expected, unit })]);
  const title = { en: "Lost", pl: "Utracone" };
  const plan = { ...planOf(task), promises: [{ title, shownBy: "block3/load/it" }] };
  const criteria = results.map((rest) => criterionResult("it", { expected: "as planned", ...rest }));
  return promisesOf(plan, { tasks: [taskResult("block3/load", ...criteria)] }, language);
}

const interval = { low: 5.1, high: 9.8, confidencePercent: 99, samples: 100 };

test("a promise has a cell for each broker, with value, interval and bar", () => {
  const [row] = rowsOf({ lessThan: 10 }, "ms", [
    { broker: "redis", measured: 6.16, interval },
    { broker: "rabbitmq", status: "undetermined" },
  ]);

  expect(row).toMatchObject({ title: "Lost", expected: "as planned" });
  expect(row?.cells).toMatchObject([
    { key: "block3/load/it@redis", broker: "redis", status: "met", value: "6.2 ms", range: "5.1 to 9.8" },
    { key: "block3/load/it@rabbitmq", broker: "rabbitmq", status: "undetermined" },
  ]);
  expect(row?.cells[0]?.bar?.value).toBeCloseTo(0.462);
  expect(row?.cells[1]).not.toHaveProperty("value");
});

test("an interval that reads like its value is not told", () => {
  const [row] = rowsOf({ atLeast: 1000 }, "msg/s", [
    { measured: 1020, interval: { ...interval, low: 1019.99, high: 1020 } },
  ]);

  expect(row?.cells[0]).toMatchObject({ value: "1,020 msg/s" });
  expect(row?.cells[0]).not.toHaveProperty("range");
});

test.each([
  ["en", { confirmed: 5468 }, "none of 5,468", "none"],
  ["en", { frames: 43_030 }, "none of 43,030", "none"],
  ["en", {}, "none", "none"],
  ["pl", { confirmed: 5468 }, "żadna z 5468", "brak"],
])(
  "where no frame may be lost, it says of how many none is: %s, %j",
  (language, details, value, expected) => {
    const [row] = rowsOf(
      NONE,
      "frames",
      [{ measured: { lost: 0, corrupted: 0, duplicated: 7 }, details }],
      language,
    );

    expect(row?.expected).toBe(expected);
    expect(row?.cells[0]?.value).toBe(value);
  },
);

test("what is lost is told, and what may be is not", () => {
  const [row] = rowsOf(NONE, "frames", [
    { status: "not-met", measured: { lost: 1212, corrupted: 0, duplicated: 7 } },
  ]);

  expect(row?.cells[0]?.value).toBe("lost 1,212");
});

test("a promise without a result is left out", () => {
  expect(rowsOf(NONE, "frames", [])).toEqual([]);
});
