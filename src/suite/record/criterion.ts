import { join } from "node:path";
import type { TaskMeta } from "vitest";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { holds, type Measured, type Scalar } from "../../plan/expectation.ts";
import { judge, unlessUnseen } from "../../plan/judge.ts";
import type { Attachment, Claim } from "../../plan/record.ts";
import type { Criterion, Expectation } from "../../plan/schema.ts";
import "../../report/results/task-meta.ts";

/** Values that stand beside the measured one in the report. */
export type Details = Record<string, Scalar>;

/** Keeps a raw output beside the report. @returns its path below reports/ */
export type Keep = (name: string, content: string) => string;

/** How long something took. */
export interface Timed {
  seconds: number;
  /** Why that may be what others did to the host meanwhile, if it may. */
  busy: string | undefined;
  /** What it would have been without them, if all that they may have done to it was their doing; unknown without a figure. */
  atBest?: number;
}

interface CriterionParts {
  claim: Claim;
  planned: Criterion;
  /** Of the test: plain data, which the reporter reads in another process. */
  meta: TaskMeta;
  keep: Keep;
}

/** One criterion of a test: its measured value, and what the report shows beside it, in any order. */
export class CriterionRecorder {
  readonly #parts: CriterionParts;
  #unseen: Obstacle | undefined;

  constructor(parts: CriterionParts) {
    this.#parts = parts;
  }

  /** What the plan expects: who measures until it is decided has to know. */
  get expected(): Expectation {
    return this.#parts.planned.expected;
  }

  /** @param unseen what keeps a part of it from being observed, if anything does: a value that holds says nothing of that part */
  lacking(unseen: Obstacle | undefined): this {
    this.#unseen = unseen;
    return this;
  }

  /**
   * Records the measured value with what the plan says of it.
   * @param busy why one that does not hold may be what others did to the host meanwhile, if it may: it says nothing then
   */
  measured(value: Measured, details: Details = {}, busy?: string): void {
    this.#record({ value, details, busy });
  }

  /**
   * Records the longest of times that something took. Where others used the host meanwhile, one that is too long says nothing
   * against what is measured; one that is too long on a calm host decides.
   * @throws Undetermined for no times
   */
  longest(times: readonly Timed[], details: Details = {}): void {
    const longest = longestOf(times.filter((time) => this.#isAgainst(time))) ?? longestOf(times);
    if (!longest) throw new Undetermined("no time was measured");
    this.timed(longest, details);
  }

  /** Records a time. One that others may have spoilt says nothing, unless it would not hold without them either. */
  timed(time: Timed, details: Details = {}): void {
    this.#record({ value: time.seconds, details, busy: this.#isAgainst(time) ? undefined : time.busy });
  }

  /** Keeps a raw output beside the report, with a link from this criterion. */
  evidence(name: string, content: string): this {
    return this.#attach({ kind: "file", file: this.#parts.keep(name, content) });
  }

  /** Keeps several raw outputs, by name, in a folder of their own. */
  evidenceOf(folder: string, files: Readonly<Record<string, string>>): this {
    for (const [name, content] of Object.entries(files)) this.evidence(join(folder, name), content);
    return this;
  }

  /** Shows a table in the report. */
  table(title: string, columns: readonly string[], rows: readonly (readonly Scalar[])[]): this {
    return this.#attach({ kind: "table", title, columns, rows });
  }

  /** Shows charts in the report. @param svgs the pictures, by title */
  charts(svgs: ReadonlyMap<string, string>): this {
    for (const [title, svg] of svgs) {
      const name = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.svg`;
      this.#attach({ kind: "chart", title, file: this.#parts.keep(name, svg) });
    }
    return this;
  }

  /** Whether a time does not hold, whatever others did meanwhile. */
  #isAgainst({ seconds, busy, atBest }: Timed): boolean {
    const { expected } = this.#parts.planned;
    if (holds(expected, seconds)) return false;
    return busy === undefined || (atBest !== undefined && !holds(expected, atBest));
  }

  #record({ value, details, busy }: { value: Measured; details: Details; busy?: string | undefined }): void {
    const { claim, planned, meta } = this.#parts;
    const judgement = unlessUnseen(judge(planned, value, busy), this.#unseen);
    const recording = { ...claim, measured: value, judgement, details };
    meta.recorded = [...(meta.recorded ?? []), recording];
  }

  #attach(shows: Attachment["shows"]): this {
    attach(this.#parts.meta, { ...this.#parts.claim, shows });
    return this;
  }
}

function longestOf(times: readonly Timed[]): Timed | undefined {
  return times.toSorted((one, other) => other.seconds - one.seconds)[0];
}

/** Adds what the report is to show beside a criterion to what the test has handed in already. */
export function attach(meta: TaskMeta, attachment: Attachment): void {
  meta.attached = [...(meta.attached ?? []), attachment];
}
