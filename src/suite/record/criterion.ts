import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "vitest";
import { withoutSecrets } from "../../kernel/secrets.ts";
import { taskIdOf } from "../../plan/coverage.ts";
import { criterionOf } from "../../plan/criterion-of.ts";
import type { Measured, Scalar } from "../../plan/expectation.ts";
import { judge } from "../../plan/judge.ts";
import type { Claim, Exhibit } from "../../plan/record.ts";
import type { Broker } from "../../plan/schema.ts";
import { runFolder } from "../../report/run-folder.ts";
import "../../report/task-meta.ts";

/** The option of a test that says which criteria it measures: each has to be recorded by the time the test ends. */
export function proves(...criteria: string[]): { meta: { claims: Claim[] } } {
  return { meta: { claims: criteria.map((criterion) => ({ criterion })) } };
}

/** The same for a task that is measured for each broker. */
export function provesFor(broker: Broker, ...criteria: string[]): { meta: { claims: Claim[] } } {
  return { meta: { claims: criteria.map((criterion) => ({ criterion, broker })) } };
}

/** Values that stand beside the measured one in the report. */
export type Details = Record<string, Scalar>;

/** Measured values that do not hold against the plan: for each its subject, expectation, what was seen, what to do. */
class NotMet extends Error {
  override readonly name = "NotMet";
}

/** Records the values of one test's criteria, for the reporter to read from the test's metadata. */
export class CriterionRecorder {
  readonly #task: TestContext["task"];
  readonly #taskId: string;
  readonly #evidence: string[] = [];
  readonly #exhibits: Exhibit[] = [];
  readonly #notMet: string[] = [];

  constructor(task: TestContext["task"]) {
    this.#task = task;
    this.#taskId = taskIdOf(task.file.filepath);
  }

  /** Whether a value was recorded that does not hold: the test fails at its end, so that the others are measured too. */
  get isNotMet(): boolean {
    return this.#notMet.length > 0;
  }

  /**
   * Records the measured value of a criterion; the plan judges it.
   * @throws Error for a criterion that the test does not claim or the plan does not know
   */
  measured(id: string, value: Measured, details: Details = {}): void {
    const { meta } = this.#task;
    const claim = meta.claims?.find(({ criterion }) => criterion === id);
    if (!claim) throw new Error(`the test does not claim ${id}: add it to proves(...)`);
    const criterion = criterionOf(this.#taskId, id);
    const evidence = this.#evidence.splice(0);
    const exhibits = this.#exhibits.splice(0);
    meta.recorded = [...(meta.recorded ?? []), { ...claim, measured: value, details, evidence, exhibits }];
    const { status, expected, measured } = judge(criterion, value);
    if (status === "met") return;
    const beside = Object.entries(details).map(([name, each]) => `${name} ${each}`);
    this.#notMet.push(
      `${this.#taskId}/${id}: expected ${expected}, measured ${[measured, ...beside].join(", ")}`,
      `  What to do: ${criterion.remedy}`,
    );
  }

  /** Keeps a raw output beside the report, named with the next criterion that is recorded. */
  evidence(name: string, content: string): void {
    this.#evidence.push(this.#keep(name, content));
  }

  /** Shows a table in the report, with the next criterion that is recorded. */
  table(title: string, columns: readonly string[], rows: readonly (readonly Scalar[])[]): void {
    this.#exhibits.push({ kind: "table", title, columns, rows });
  }

  /** Shows a chart in the report, with the next criterion that is recorded. @param svg the picture */
  chart(title: string, svg: string): void {
    const name = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.svg`;
    this.#exhibits.push({ kind: "chart", title, file: this.#keep(name, svg) });
  }

  /** Keeps several raw outputs, by name, in a folder of their own. */
  evidenceOf(folder: string, files: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(files)) this.evidence(join(folder, name), content);
  }

  /** Without the credentials that got into it. @returns where it is, below reports/ */
  #keep(name: string, content: string): string {
    const path = join("evidence", this.#taskId, name);
    const file = join(runFolder(), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, withoutSecrets(content));
    return path;
  }

  /** @throws NotMet for recorded values that do not hold; Error for criteria that the test claims and has not recorded */
  complete({ failed }: { failed: boolean }): void {
    if (this.isNotMet) throw new NotMet(this.#notMet.join("\n"));
    const { claims = [], recorded = [] } = this.#task.meta;
    const missing = claims.filter(({ criterion }) => !recorded.some((each) => each.criterion === criterion));
    if (failed || missing.length === 0) return;
    throw new Error(
      `the test ended without recording ${missing.map(({ criterion }) => criterion).join(", ")}`,
    );
  }
}
