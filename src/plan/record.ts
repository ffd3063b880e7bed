import type { Measured, Scalar } from "./expectation.ts";
import type { Broker } from "./schema.ts";

/** A criterion that a test is about; with its broker where the task is measured for each. */
export interface Claim {
  criterion: string;
  broker?: Broker;
}

/** What stands beside the checklist in the report: a table, or a chart as a file below reports/. */
export type Exhibit =
  | { kind: "table"; title: string; columns: readonly string[]; rows: readonly (readonly Scalar[])[] }
  | { kind: "chart"; title: string; file: string };

/** A measured value as a test recorded it. */
export interface Recording extends Claim {
  measured: Measured;
  /** Values that stand beside the measured one in the report. */
  details: Readonly<Record<string, Scalar>>;
}

/** What a test hands in for a criterion, before its value or after it: a raw output by its path below reports/, or an exhibit. */
export interface Attachment extends Claim {
  shows: { kind: "file"; file: string } | Exhibit;
}

/** One test of a spec, after it ran or did not. */
export interface TestRecord {
  taskId: string;
  name: string;
  claims: readonly Claim[];
  recorded: readonly Recording[];
  attached: readonly Attachment[];
  state: "passed" | "failed" | "skipped";
  /** Why it was skipped. */
  note?: string;
  errors: readonly { name: string; message: string }[];
  durationMs: number;
}
