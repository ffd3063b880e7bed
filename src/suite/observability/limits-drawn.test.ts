import { expect, test } from "vitest";
import { dashboardOf, readDashboard } from "../../watchers/dashboard-file.ts";
import { readRules } from "../../watchers/rule-files.ts";
import { backlogLimit, type LimitsByQuantity, otherLimits, plannedLimits } from "./limits-drawn.ts";

const LIMITS: LimitsByQuantity = {
  "memory-share": {
    worse: "above",
    mustBeDrawn: true,
    lines: [
      [0.8, 0.8],
      [0.9, 0.9],
    ],
  },
  "frames-in": { worse: "below", lines: [[50, 50]] },
  "frames-lost": { worse: "above", lines: [[Number.MIN_VALUE, 1]] },
};

type Step = [color: string, value: number | null];
const HEALTHY: Step = ["green", null];

function drawn(shows: string, unit: string, steps: Step[], changes: object = {}, type = "stat"): string[] {
  const thresholds = { mode: "absolute", steps: steps.map(([color, value]) => ({ color, value })) };
  const panel = {
    ...{ type, title: "P", targets: [{ refId: "A", expr: "x", shows }] },
    fieldConfig: { defaults: { unit, ...(steps.length > 0 ? { thresholds } : {}), ...changes } },
  };
  const row = { type: "row", title: "R" };
  return otherLimits(dashboardOf({ uid: "u", title: "t", panels: [row, panel] }, "a test"), LIMITS);
}

test("limits are as planned in whatever unit and colours", () => {
  const share: Step[] = [HEALTHY, ["yellow", 0.8], ["red", 0.9]];
  const percent: Step[] = [
    ["blue", null],
    ["orange", 80],
    ["purple", 90],
  ];

  expect(drawn("memory-share", "percentunit", share)).toEqual([]);
  expect(drawn("memory-share", "percent", percent)).toEqual([]);
});

test("another limit, one too many and one too few are named with what is expected", () => {
  const expected = "expected 0.8 and 0.9";

  expect(drawn("memory-share", "percentunit", [HEALTHY, ["yellow", 0.8], ["red", 0.94]])).toEqual([
    `R / P: draws limits at 0.8 and 0.94, ${expected}`,
  ]);
  expect(drawn("memory-share", "percentunit", [HEALTHY, ["red", 0.9]])).toEqual([
    `R / P: draws limits at 0.9, ${expected}`,
  ]);
  expect(drawn("memory-share", "percent", [HEALTHY, ["yellow", 0.8], ["red", 0.9]])).toHaveLength(1);
});

test("a panel that has to draw limits and draws none is named, and one that need not is not", () => {
  expect(drawn("memory-share", "percentunit", [HEALTHY])).toEqual([
    "R / P: draws no limit, expected 0.8 and 0.9",
  ]);
  expect(drawn("frames-in", "reqps", [], {}, "timeseries")).toEqual([]);
});

test("what is worse is not drawn as healthy, nor the other way round", () => {
  expect(
    drawn("frames-in", "reqps", [
      ["red", null],
      ["green", 50],
    ]),
  ).toEqual([]);
  expect(
    drawn("frames-in", "reqps", [
      ["green", null],
      ["red", 50],
    ]),
  ).toEqual(["R / P: draws what is below its limits in green, and what is healthy in red"]);
});

test("a limit that says none may lie anywhere up to one", () => {
  expect(drawn("frames-lost", "none", [HEALTHY, ["red", 0.001]])).toEqual([]);
  expect(drawn("frames-lost", "none", [HEALTHY, ["red", 1]])).toEqual([]);
  expect(drawn("frames-lost", "none", [HEALTHY, ["red", 5]])).toEqual([
    "R / P: draws limits at 5, expected anything up to 1",
  ]);
});

test("a number that has a limit is coloured by it, and the lowest step is no limit", () => {
  const lacks = ["R / P: draws no limit, expected anything up to 1"];
  const steps: Step[] = [HEALTHY, ["red", 0.001]];

  expect(drawn("frames-lost", "none", [HEALTHY])).toEqual(lacks);
  expect(drawn("frames-lost", "none", [["red", 0.001]])).toEqual(lacks);
  expect(drawn("frames-lost", "none", steps, { color: { mode: "fixed", fixedColor: "green" } })).toEqual(
    lacks,
  );
  expect(drawn("frames-lost", "none", steps, { color: { mode: "thresholds" } })).toEqual([]);
});

test("a graph that has limits and does not draw them has none", () => {
  const steps: Step[] = [HEALTHY, ["yellow", 0.8], ["red", 0.9]];
  const panel = (mode: string) => ({
    ...{ type: "timeseries", title: "P", targets: [{ refId: "A", expr: "x", shows: "memory-share" }] },
    fieldConfig: {
      defaults: {
        ...{ unit: "percentunit", custom: { thresholdsStyle: { mode } } },
        thresholds: { steps: steps.map(([color, value]) => ({ color, value })) },
      },
    },
  });
  const of = (mode: string) =>
    otherLimits(dashboardOf({ uid: "u", title: "t", panels: [panel(mode)] }, "a test"), LIMITS);

  expect(of("dashed")).toEqual([]);
  expect(of("off")).toEqual([" / P: draws no limit, expected 0.8 and 0.9"]);
});

test("the delivered dashboard draws the plan's limits, and the alert's for the backlog", () => {
  const backlog = backlogLimit(readRules().alerts);

  expect(backlog).toBe(1_000);
  expect(otherLimits(readDashboard(), plannedLimits(backlog))).toEqual([]);
});

test("the alert that looks at the backlog is the one that compares it with more than none", () => {
  expect(backlogLimit([{ expr: "broker:backlog:frames > 0 unless x" }])).toBeUndefined();
  expect(
    backlogLimit([{ expr: "broker:backlog:frames > 0" }, { expr: "broker:backlog:frames > 250 and x" }]),
  ).toBe(250);
});

test.each(["broker:backlog:frames > 1e3 and x", "1000 < broker:backlog:frames"])(
  "in %s it is the same number",
  (expr) => {
    expect(backlogLimit([{ expr }])).toBe(1_000);
  },
);
