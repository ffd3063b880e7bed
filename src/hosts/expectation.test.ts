import { expect, test } from "vitest";
import { deviationsOf, type Explained, type HostResults } from "./expectation.ts";

const NO_DISK: Explained = {
  criterion: "block0/resources/disk-free",
  obstacle: "host",
  why: "the engine's disk is not seen from here",
};

function results(criteria: Partial<HostResults["tasks"][number]["criteria"][number]>[]): HostResults {
  return {
    verdict: "incomplete",
    images: [],
    tasks: [
      {
        id: "block0/resources",
        criteria: criteria.map((each, index) => ({ id: `c${index}`, status: "met", ...each })),
      },
      { id: "block3/load", criteria: [{ id: "achieved-rate", status: "not-run" }] },
    ],
  };
}

const tasks = ["block0"];

test("an incomplete run with everything asked for met is as expected", () => {
  expect(deviationsOf({ tasks, undetermined: [] }, { exitCode: 2, results: results([{}, {}]) })).toEqual([]);
});

test("an explained criterion may be undetermined, for its obstacle", () => {
  const seen = [{ id: "disk-free", status: "undetermined", obstacle: "host", reason: "elsewhere" }] as const;

  expect(
    deviationsOf({ tasks, undetermined: [NO_DISK] }, { exitCode: 2, results: results([...seen]) }),
  ).toEqual([]);
});

test.for([
  [{ reason: "fetch failed" }],
  [{ obstacle: "profile", reason: "fetch failed" }],
  [{ obstacle: "other", reason: "fetch failed" }],
] as const)("for another, or without one, it is a deviation: %j", ([why]) => {
  const seen = [{ id: "disk-free", status: "undetermined" as const, ...why }];

  expect(deviationsOf({ tasks, undetermined: [NO_DISK] }, { exitCode: 2, results: results(seen) })).toEqual([
    "block0/resources/disk-free is undetermined: fetch failed",
  ]);
});

test("what the profile is too short for is so on every host", () => {
  const seen = [
    { status: "undetermined", obstacle: "profile", reason: "the quick profile is too short" },
  ] as const;

  expect(deviationsOf({ tasks, undetermined: [] }, { exitCode: 2, results: results([...seen]) })).toEqual([]);
});

test("an explanation that is true no longer is a deviation", () => {
  expect(
    deviationsOf(
      { tasks, undetermined: [NO_DISK] },
      { exitCode: 2, results: results([{ id: "disk-free" }]) },
    ),
  ).toEqual([
    "block0/resources/disk-free is met, expected undetermined (the engine's disk is not seen from here)",
  ]);
});

test("what is not met, not run or undetermined without an explanation is a deviation", () => {
  const seen = [
    { status: "not-met", measuredText: "3 GiB", reason: "stop what uses the memory" },
    { status: "not-run" },
    { status: "undetermined", reason: "no answer" },
  ] as const;

  expect(deviationsOf({ tasks, undetermined: [] }, { exitCode: 1, results: results([...seen]) })).toEqual([
    "exit code 1, expected 2",
    "block0/resources/c0 is not-met: 3 GiB: stop what uses the memory",
    "block0/resources/c1 is not-run",
    "block0/resources/c2 is undetermined: no answer",
  ]);
});

test("a run without a report, or whose report has none of its tasks, is a deviation", () => {
  expect(deviationsOf({ tasks, undetermined: [] }, { exitCode: 3 })).toEqual([
    "exit code 3, expected 2",
    "no report was written",
  ]);
  expect(
    deviationsOf({ tasks: ["block9"], undetermined: [] }, { exitCode: 2, results: results([{}]) }),
  ).toEqual(["no criterion of its tasks is in the report"]);
});

test("without tasks the whole plan was asked for: what was not run is a deviation", () => {
  expect(
    deviationsOf({ tasks: [], undetermined: [NO_DISK] }, { exitCode: 2, results: results([{}]) }),
  ).toEqual([
    "block3/load/achieved-rate is not-run",
    "block0/resources/disk-free is not in the report, expected undetermined",
  ]);
});
