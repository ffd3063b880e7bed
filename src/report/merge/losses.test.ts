import { expect, test } from "vitest";
import type { Results } from "../results/results.ts";
import { resultsWith } from "../testing.ts";
import { mergeLosses, mustHoldAll } from "./losses.ts";
import { mergedResults } from "./merged-results.ts";
import { shardReport, shardWith, task } from "./testing.ts";

const shards = [shardReport(1), shardWith(2, { status: "not-met", measured: 7 })];
const merged = mergedResults(shards);
const ran = shards.map(({ results }) => results);

/** A merger that makes something else of a task. */
function tampered(id: string, status: "met" | "waived", rest: Partial<Results> = {}): Results {
  const tasks = merged.tasks.map((each) => (each.id === id ? task(id, { status, measured: 0 }) : each));
  return { ...resultsWith({ ...merged, tasks, verdict: resultsWith({ tasks }).verdict }), ...rest };
}

test("a merged report that says what its shards say has lost nothing", () => {
  expect(mergeLosses(merged, ran)).toEqual([]);
});

test("a merge that drops a not-met is seen", () => {
  expect(mergeLosses(tampered("block1/persistence", "met"), ran)).toEqual([
    "block1/persistence/loss is not-met by the shards, and met in the merged report",
    "a shard is rejected, and the whole is incomplete",
  ]);
});

test("a merge that leaves the task of a shard out is seen", () => {
  const tasks = merged.tasks.filter(({ id }) => id !== "block1/persistence");

  expect(mergeLosses({ ...merged, tasks }, ran)).toEqual([
    "block1/persistence/loss is not-met by the shards, and nothing in the merged report",
  ]);
});

test("a merge that takes a missing shard for good is seen, by its tasks or by its verdict", () => {
  const good = [shardReport(1).results, shardReport(2).results];
  const whole = mergedResults([shardReport(1), shardReport(2)]);
  const tasks = whole.tasks.map((each) => task(each.id, { status: "met" as const, measured: 0 }));

  expect(mergeLosses({ ...whole, tasks }, good)).toContain(
    "block3/load/loss is not-run by the shards, and met in the merged report",
  );
  expect(mergeLosses({ ...whole, verdict: "accepted" }, good)).toEqual([
    "something is not run, and the whole is accepted",
  ]);
});

test("a criterion of nowhere, and one of which two shards say otherwise, are seen", () => {
  const tasks = [...merged.tasks, task("block9/new", { status: "met" })];
  const other = resultsWith({ tasks: [task("block1/persistence", { status: "met" })] });

  expect(mergeLosses({ ...merged, tasks }, ran)).toEqual(["block9/new/loss is in no shard"]);
  expect(mergeLosses(merged, [...ran, other])).toEqual([
    "block1/persistence/loss is not-met and met by the shards, and not-met in the merged report",
  ]);
});

test("a waiver holds in every shard, and a value that is met stands before it", () => {
  const waived = [task("block0/ports", { status: "waived" })];
  const run = resultsWith({ tasks: [task("block0/ports", { status: "met" })] });

  expect(mergeLosses(run, [run, resultsWith({ tasks: waived })])).toEqual([]);
});

test("what is lost keeps a report from being published", () => {
  expect(() => mustHoldAll(tampered("block1/persistence", "waived"), ran)).toThrow(
    /the merged report: expected that it says what the shards say.*is not-met by the shards/s,
  );
});
