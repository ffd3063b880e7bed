import type { TaskResult } from "../../plan/conclude.ts";
import { criterionResult, taskResult } from "../../plan/testing.ts";
import type { Results } from "../results/results.ts";
import { resultsWith } from "../testing.ts";
import type { ShardReport } from "./shard-report.ts";

// Builders for unit tests: reports of three shards, with a task each and one that none has.

export const DIVISION = [["block0/ports"], ["block1/persistence"], ["block3/load"]];
const UNDEALT = "overall/security";

/** A task with these criteria, of which none was run without any. */
export function task(id: string, ...criteria: Parameters<typeof criterionResult>[1][]): TaskResult {
  const all = criteria.length > 0 ? criteria : [{ status: "not-run" as const }];
  return taskResult(id, ...all.map((rest) => criterionResult("loss", rest)));
}

/** The report of a shard that has run its task, and met it. */
export function shardReport(number: number, rest: Partial<Results> = {}): ShardReport {
  const shard = { number, of: 3, division: DIVISION };
  const ids = [...DIVISION.flat(), UNDEALT];
  const own = DIVISION[number - 1] ?? [];
  const tasks = ids.map((id) => (own.includes(id) ? task(id, { status: "met", measured: 0 }) : task(id)));
  const results = resultsWith({ shard, tasks, ...rest });
  return { folder: `shard-${number}`, shard, results, junit: "" };
}

/** The same with another outcome of its own task. */
export function shardWith(number: number, ...criteria: Parameters<typeof criterionResult>[1][]): ShardReport {
  const own = DIVISION[number - 1] ?? [];
  const { results } = shardReport(number);
  const tasks = results.tasks.map((each) => (own.includes(each.id) ? task(each.id, ...criteria) : each));
  const { verdict } = resultsWith({ tasks });
  return shardReport(number, { tasks, verdict });
}
