import type { ErrorKind } from "../kernel/error-kind.ts";
import type { Obstacle } from "../kernel/obstacle.ts";
import type { Measured, Scalar } from "./expectation.ts";
import type { Judgement } from "./judge.ts";
import type { BrokerId } from "./schema.ts";

/** A criterion that a test is about; with its broker where the task is measured for each. */
export interface Claim {
  criterion: string;
  broker?: BrokerId;
}

/** What stands beside the checklist in the report: a table, or a chart as a file below reports/. */
export type Exhibit =
  | { kind: "table"; title: string; columns: readonly string[]; rows: readonly (readonly Scalar[])[] }
  | { kind: "chart"; title: string; file: string };

/** A measured value as a test recorded it, and as it was judged then: nothing judges it again. */
export interface Recording extends Claim {
  measured: Measured;
  judgement: Judgement;
  /** Values that stand beside the measured one in the report. */
  details: Readonly<Record<string, Scalar>>;
}

/** What a test hands in for a criterion, before its value or after it: a raw output by its path below reports/, or an exhibit. */
export interface Attachment extends Claim {
  shows: { kind: "file"; file: string } | Exhibit;
}

/** What made a test fail. *assertion*: it saw that the system is otherwise; *other*: nobody foresaw it. */
export interface Failure {
  kind: ErrorKind | "assertion" | "other";
  message: string;
}

/** One test of a spec, after it ran or did not. */
export interface TestRecord {
  taskId: string;
  name: string;
  claims: readonly Claim[];
  recorded: readonly Recording[];
  attached: readonly Attachment[];
  /** *cut-off*: the run ended before the test did. */
  state: "passed" | "failed" | "skipped" | "cut-off";
  /** Why it was skipped; absent when it was not, or when a hook kept it from running. */
  obstacle?: Obstacle;
  failures: readonly Failure[];
  durationMs: number;
}
