import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import type { Status, Verdict } from "../../plan/outcome.ts";
import { criterionResult, taskResult } from "../../plan/testing.ts";
import { resultsWith } from "../testing.ts";
import { changesSinceAccepted, pastOf, readPastRuns } from "./past-runs.ts";
import type { Results } from "./results.ts";

function run(
  startedAt: string,
  status: Status,
  { commit = "c", verdict = "rejected" as Verdict } = {},
): Results {
  const tasks = [taskResult("t", criterionResult("a", { status }))];
  return resultsWith({ startedAt, commit, verdict, tasks });
}

test("a failing criterion tells when it began to fail", () => {
  const earlier = [run("2026-01-01", "met"), run("2026-01-02", "not-met"), run("2026-01-03", "undetermined")];

  expect(pastOf(run("2026-01-04", "not-met"), earlier).get("t/a")).toMatchObject({
    statuses: ["met", "not-met", "undetermined", "not-met"],
    failingSince: "2026-01-02",
  });
});

test("one that is met has no such time, and runs that did not try it do not count", () => {
  const past = pastOf(run("2026-01-04", "met"), [
    run("2026-01-02", "not-met"),
    run("2026-01-03", "not-run"),
  ]).get("t/a");

  expect(past?.statuses).toEqual(["not-met", "met"]);
  expect(past?.failingSince).toBeUndefined();
});

test("met and not met on one commit is unsteady; on two it is a change", () => {
  const now = run("2026-01-04", "met", { commit: "b" });

  expect(pastOf(now, [run("2026-01-03", "not-met", { commit: "b" })]).get("t/a")?.isUnsteady).toBe(true);
  expect(pastOf(now, [run("2026-01-03", "not-met", { commit: "a" })]).get("t/a")?.isUnsteady).toBe(false);
});

test("what changed is told from the last accepted run, not from the last one", () => {
  const accepted = run("2026-01-01", "met", { verdict: "accepted" });
  const now = run("2026-01-03", "not-met");

  expect(changesSinceAccepted(now, [accepted, run("2026-01-02", "not-met")])).toMatchObject({
    accepted: { startedAt: "2026-01-01" },
    changes: [{ criterion: "t/a", before: "met", now: "not-met" }],
  });
  expect(changesSinceAccepted(now, [run("2026-01-02", "not-met")])).toBeUndefined();
});

test("a damaged file of an earlier run is passed over", () => {
  const folder = scratchFolder("history-");
  writeFileSync(join(folder, "a.json"), "{");
  writeFileSync(join(folder, "b.json"), JSON.stringify(run("2026-01-02", "met")));
  writeFileSync(join(folder, "c.json"), JSON.stringify(run("2026-01-01", "met")));

  expect(readPastRuns(folder).map(({ startedAt }) => startedAt)).toEqual(["2026-01-01", "2026-01-02"]);
});

test("runs that were interrupted, and those on another target, are not its past", () => {
  const other: Results = { ...run("2026-01-02", "not-met"), target: { kind: "stack", allowsFaults: false } };
  const cut: Results = { ...run("2026-01-03", "undetermined"), isInterrupted: true };

  expect(pastOf(run("2026-01-04", "not-met"), [other, cut]).get("t/a")).toMatchObject({
    statuses: ["not-met"],
    isNeverMet: false,
  });
});

test("what no run on record has met is said to be so, and has no day since when", () => {
  const past = pastOf(run("2026-01-04", "not-met"), [run("2026-01-03", "undetermined")]).get("t/a");

  expect(past?.isNeverMet).toBe(true);
  expect(past?.failingSince).toBeUndefined();
});
