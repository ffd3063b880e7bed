import { expect, test } from "vitest";
import type { CriterionResult } from "../plan/conclude.ts";
import { criterionResult, taskResult } from "../plan/testing.ts";
import { resultsWith } from "../report/testing.ts";
import { seenIn, withStop } from "./tried.ts";

function seen(rest: Partial<CriterionResult>) {
  return seenIn(resultsWith({ tasks: [taskResult("block3/load", criterionResult("rate", rest))] }));
}

test("a criterion is seen by its key, with its status and why", () => {
  expect(seen({ broker: "redis", status: "not-met", reason: "raise it" })).toEqual([
    { key: "block3/load/rate@redis", status: "not-met", reason: "raise it", isBeyondHost: false },
  ]);
});

test("what was measured is told beside what is expected", () => {
  expect(seen({ status: "not-met", measuredText: "3 frames" })).toMatchObject([
    { said: "measured 3 frames, expected 0 frames" },
  ]);
});

test("what stands beside the value is its details, for the words that lead to the cause", () => {
  expect(seen({ status: "not-met", details: { found: "redis: runs as root", containers: 6 } })).toMatchObject(
    [{ details: "redis: runs as root\n6" }],
  );
});

test.for([
  ["profile", true],
  ["host", true],
  ["image", true],
  ["target", false],
  ["selection", false],
  ["other", false],
  [undefined, false],
] as const)("undetermined for the obstacle %s without any sabotage: %s", ([obstacle, isBeyondHost]) => {
  expect(seen({ status: "undetermined", ...(obstacle ? { obstacle } : {}) })).toMatchObject([
    { isBeyondHost },
  ]);
});

test("a criterion that is waived for an obstacle is not beyond the host", () => {
  expect(seen({ status: "waived", obstacle: "host" })).toMatchObject([{ isBeyondHost: false }]);
});

const VERDICT = { id: "lying", caught: [], slipped: [] };
const OUTPUT = "the report: expected ...\n    completion.pl.html: a/b is undetermined and shown as met\n";

test("a sabotage that keeps a run from publishing is caught by its words, and only where nothing was published", () => {
  const stops = /completion\.pl\.html: \S+ is undetermined and shown as met/;
  const published = resultsWith({});

  expect(withStop(VERDICT, stops, { results: undefined, output: OUTPUT })).toMatchObject({
    caught: [{ told: "no report: completion.pl.html: a/b is undetermined and shown as met" }],
    slipped: [],
  });
  expect(withStop(VERDICT, stops, { results: published, output: OUTPUT }).slipped).toEqual([
    "no report: a report was published",
  ]);
  expect(withStop(VERDICT, stops, { results: undefined, output: "" }).slipped).toHaveLength(1);
  expect(withStop(VERDICT, undefined, { results: published, output: OUTPUT })).toBe(VERDICT);
});
