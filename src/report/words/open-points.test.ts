import { expect, test } from "vitest";
import type { CriterionResult } from "../../plan/conclude.ts";
import { criterionResult, plannedCriterion, plannedTask, planOf, taskResult } from "../../plan/testing.ts";
import { openPointsOf } from "./open-points.ts";

const IDS = ["first", "second", "third"] as const;
const PLAN = {
  ...planOf(
    plannedTask(
      "block3/dashboard",
      IDS.map((id) => plannedCriterion(id, { title: { en: id, pl: id } })),
    ),
  ),
  names: { redis: "Redis" },
};

function points(...criteria: Partial<CriterionResult>[]) {
  const results = criteria.map((rest, index) => criterionResult(IDS[index] ?? "first", rest));
  return openPointsOf(PLAN, { tasks: [taskResult("block3/dashboard", ...results)] }, "en");
}

test("what is undetermined for one reason is one point, that names each", () => {
  const reason = "the image is not on this host\nand more of it";
  const found = points({ status: "undetermined", reason }, { status: "undetermined", reason });

  expect(found).toEqual([
    {
      status: "undetermined",
      about: [
        { title: "first", key: "block3/dashboard/first" },
        { title: "second", key: "block3/dashboard/second" },
      ],
      why: "the image is not on this host",
    },
  ]);
});

test("each that is not met is a point of its own, first, with its values and the next step", () => {
  const lost = { status: "not-met" as const, measured: 3, measuredText: "3 frames" };
  const found = points({ status: "undetermined", reason: "too busy" }, { ...lost, broker: "redis" }, lost);

  expect(found.map(({ status, about }) => [status, about[0]?.title])).toEqual([
    ["not-met", "second (Redis)"],
    ["not-met", "third"],
    ["undetermined", "first"],
  ]);
  expect(found[0]).toMatchObject({ why: "measured 3 frames, expected 0 frames", remedy: "set it" });
});

test("of several values those are told that are not as expected", () => {
  const expected = { all: { lost: { is: 0 }, duplicated: { is: 0 }, "memory %": { lessThan: 80 } } };
  const planned = planOf(plannedTask("block3/load", [plannedCriterion("loss", { expected })]));
  const result = criterionResult("loss", {
    status: "not-met",
    measured: { lost: 1212, duplicated: 0, "memory %": 91.23, recovered: 3 },
    measuredText: "lost 1,212 and more",
  });
  const [point] = openPointsOf(planned, { tasks: [taskResult("block3/load", result)] }, "en");

  expect(point?.why).toBe("measured lost 1,212, memory % 91.2 frames, expected lost 0, memory % < 80 frames");
});

test("a task that was not run is told once", () => {
  const found = points({ status: "not-run" }, { status: "not-run" }, { status: "not-run" });

  expect(found).toEqual([
    { status: "not-run", about: [{ title: "Title", key: "block3/dashboard" }], why: "" },
  ]);
});

test("a long reason is cut where a word ends", () => {
  const [point] = points({ status: "undetermined", reason: "word, ".repeat(60) });

  expect(point?.why).toMatch(/word …$/);
  expect(point?.why.length).toBeLessThan(205);
});

test("what is met is not open", () => {
  expect(points({}, {}, {})).toEqual([]);
});

test("a task that was not run at all is one point, with the reason where there is one", () => {
  const status = "not-run" as const;
  const of = (...each: Partial<CriterionResult>[]) =>
    points(...each).map(({ why, about }) => [about.length, why]);

  expect(of({ status }, { status })).toEqual([[1, ""]]);
  expect(of({ status, reason: "shard 2 of 2 is missing" }, { status })).toEqual([
    [1, "shard 2 of 2 is missing"],
  ]);
});
