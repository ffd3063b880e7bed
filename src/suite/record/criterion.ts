import { join } from "node:path";
import type { TaskMeta } from "vitest";
import type { Measured, Scalar } from "../../plan/expectation.ts";
import type { Attachment, Claim } from "../../plan/record.ts";
import "../../report/task-meta.ts";

/** Values that stand beside the measured one in the report. */
export type Details = Record<string, Scalar>;

/** Keeps a raw output beside the report. @returns its path below reports/ */
export type Keep = (name: string, content: string) => string;

/** One criterion of a test: its measured value, and what the report shows beside it, in any order. */
export class CriterionRecorder {
  readonly #claim: Claim;
  readonly #meta: TaskMeta;
  readonly #keep: Keep;

  /** @param parts.meta of the test: plain data, which the reporter reads in another process */
  constructor(claim: Claim, { meta, keep }: { meta: TaskMeta; keep: Keep }) {
    this.#claim = claim;
    this.#meta = meta;
    this.#keep = keep;
  }

  /** Records the measured value; the plan judges it. */
  measured(value: Measured, details: Details = {}): void {
    const { recorded = [] } = this.#meta;
    this.#meta.recorded = [...recorded, { ...this.#claim, measured: value, details }];
  }

  /** Keeps a raw output beside the report, with a link from this criterion. */
  evidence(name: string, content: string): this {
    return this.attach({ kind: "file", file: this.#keep(name, content) });
  }

  /** Keeps several raw outputs, by name, in a folder of their own. */
  evidenceOf(folder: string, files: Readonly<Record<string, string>>): this {
    for (const [name, content] of Object.entries(files)) this.evidence(join(folder, name), content);
    return this;
  }

  /** Shows a table in the report. */
  table(title: string, columns: readonly string[], rows: readonly (readonly Scalar[])[]): this {
    return this.attach({ kind: "table", title, columns, rows });
  }

  /** Shows charts in the report. @param svgs the pictures, by title */
  charts(svgs: ReadonlyMap<string, string>): this {
    for (const [title, svg] of svgs) {
      const name = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.svg`;
      this.attach({ kind: "chart", title, file: this.#keep(name, svg) });
    }
    return this;
  }

  attach(shows: Attachment["shows"]): this {
    const { attached = [] } = this.#meta;
    this.#meta.attached = [...attached, { ...this.#claim, shows }];
    return this;
  }
}
