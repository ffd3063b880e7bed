import type { RunTarget } from "../../kernel/run-target.ts";
import type { CriterionResult, TaskResult } from "../../plan/conclude.ts";
import { keyOf } from "../../plan/criterion-key.ts";
import { type Verdict, verdictOf } from "../../plan/outcome.ts";
import type { Profile } from "../../plan/profile.ts";
import type { BrokerId } from "../../plan/schema.ts";
import type { Shard } from "../../plan/shard.ts";
import type { Environment } from "./environment.ts";
import type { UsedImage } from "./task-meta.ts";

/** A {@link RunTarget} that somebody has deployed. */
export type DeployedTarget = Exclude<RunTarget, { kind: "own" }>;

/** The content of results.json: what every other report is made from. */
export interface Results extends Environment {
  verdict: Verdict;
  profile: Profile;
  /** The plan's file, below the repository's root; absent for the delivered one. */
  plan?: string;
  /** In scope: what is measured for each broker was measured for these. */
  brokers: readonly BrokerId[];
  /** Of the plan's brokers those that this run left out: their criteria are not in its tasks. */
  leftOut?: readonly BrokerId[];
  /** What was verified; a file of addresses by its name. Absent where the run had a stack of its own. */
  target?: DeployedTarget;
  /** Of several runs that share the tasks, which one it was; absent where one run had all. */
  shard?: Shard;
  /** What the results were merged from; `host` is then that of its first part. Absent where one run made them. */
  merged?: Merged;
  /** The run was ended by a signal: what it had not measured by then is not in it. */
  isInterrupted?: boolean;
  /** ISO 8601, UTC. */
  startedAt: string;
  durationMs: number;
  images: UsedImage[];
  /** What the running programs answered when asked for their version. */
  versions: Record<string, string>;
  tasks: TaskResult[];
}

/** The runs of several machines of which results were made. */
export interface Merged extends Pick<Shard, "of" | "division"> {
  /** The run of each shard, and where it was made. */
  parts: (Pick<Shard, "number"> & Pick<Results, "startedAt" | "durationMs" | "host">)[];
  /** The numbers of the shards that were not there: their tasks are *not run*. */
  missing: number[];
}

export function resultsOf(run: Omit<Results, "verdict">): Results {
  const { profile, plan, brokers, leftOut = [], target, isInterrupted, shard, merged, ...others } = run;
  const { startedAt, durationMs, ...rest } = others;
  return {
    verdict: verdictOf(allCriteria(run.tasks).map(({ status }) => status)),
    profile,
    ...(plan ? { plan } : {}),
    brokers,
    ...(leftOut.length > 0 ? { leftOut } : {}),
    ...(target ? { target } : {}),
    ...(shard ? { shard } : {}),
    ...(merged ? { merged } : {}),
    ...(isInterrupted ? { isInterrupted } : {}),
    startedAt,
    durationMs,
    ...rest,
  };
}

/** Every criterion with its key: "block3/load/success-rate@redis". */
export function keyedCriteria(tasks: readonly TaskResult[]): [key: string, CriterionResult][] {
  return tasks.flatMap(({ id, criteria }) =>
    criteria.map((criterion): [string, CriterionResult] => [keyOf(id, criterion), criterion]),
  );
}

export function allCriteria(tasks: readonly TaskResult[]): CriterionResult[] {
  return tasks.flatMap(({ criteria }) => criteria);
}
