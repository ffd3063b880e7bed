import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import type { Criterion } from "./schema.ts";

const latency: Criterion = {
  id: "set-latency",
  title: { en: "Latency", pl: "Opóźnienie" },
  expected: { lessThan: 1 },
  unit: "ms",
  remedy: "look for a slow disk",
};

test("a value within the plan's threshold is met, in words with its unit", () => {
  expect(judge(latency, 0.25)).toEqual({ status: "met", expected: "< 1 ms", measured: "0.25 ms" });
});

test("a value outside the plan's threshold is not met, in words with its unit", () => {
  expect(judge(latency, 12)).toEqual({ status: "not-met", expected: "< 1 ms", measured: "12 ms" });
});

test("a value that is no answer to the question is not met and shown as it came", () => {
  expect(judge(latency, "fast")).toMatchObject({ status: "not-met", measured: "fast ms" });
});
