import { expect, test } from "vitest";
import { criterionResult, plannedCriterion } from "../../plan/testing.ts";
import { detailsIn, valuesOf } from "./criterion-values.ts";

const RATE = plannedCriterion("rate", { expected: { atLeast: 99.5 }, unit: "frames/s" });
const MEASURED = criterionResult("rate", {
  measured: 123.4,
  measuredText: "123.4 frames/s",
  expected: "≥ 99.5 frames/s",
});

test("in English values are as results.json has them", () => {
  expect(valuesOf(RATE, MEASURED, "en")).toEqual({
    expected: "≥ 99.5 frames/s",
    measured: "123.4 frames/s",
  });
});

test("in Polish they are written anew, with its numbers and units", () => {
  const { expected, measured } = valuesOf(RATE, MEASURED, "pl");

  expect({ expected, measured }).toEqual({ expected: "≥ 99,5 klatek/s", measured: "123,4 klatek/s" });
});

test("a language without words of its own has the English ones", () => {
  expect(valuesOf(RATE, MEASURED, "de")).toEqual(valuesOf(RATE, MEASURED, "en"));
});

test("where nothing was measured there is only what is expected", () => {
  const { measured: _, measuredText: __, ...open } = MEASURED;

  expect(valuesOf(RATE, open, "pl")).not.toHaveProperty("measured");
  expect(valuesOf(RATE, open, "en")).not.toHaveProperty("measured");
});

test("several values have their names in the language", () => {
  const loss = plannedCriterion("loss", { expected: { all: { lost: { is: 0 } } } });
  const result = criterionResult("loss", { measured: { lost: 3 }, details: { lost: 3, why: "lost" } });

  expect(valuesOf(loss, result, "pl")).toEqual({
    expected: "utracone 0 klatek",
    measured: "utracone 3 klatek",
  });
  expect(detailsIn("pl", result)).toEqual(["utracone 3", expect.stringContaining("utracone")]);
});

test("a value with an interval is written anew with it, and with its control", () => {
  const latency = plannedCriterion("p99", { expected: { lessThan: 10 }, unit: "ms" });
  const interval = { low: 6.9, high: 8.1, confidencePercent: 99, samples: 13_200, seconds: 120 };
  const result = criterionResult("p99", { measured: 7.4, interval });

  expect(valuesOf(latency, result, "pl").measured).toBe(
    "7,4 ms (od 6,9 do 8,1 z ufnością 99 %, z 13\u00a0200)",
  );
  expect(valuesOf(latency, { ...result, control: 2.1 }, "pl").measured).toContain(
    ", z tego 2,1 ms bez brokera",
  );
});
