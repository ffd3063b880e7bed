import type { TestContext } from "vitest";
import { keyOf } from "../../plan/criterion-key.ts";
import { leftOut } from "../../plan/left-out.ts";
import { criterionMeasuredAs, specOf, taskMeasuredBy } from "../../plan/measured-by.ts";
import { loadPlan } from "../../plan/plan-file.ts";
import type { Claim, Recording } from "../../plan/record.ts";
import type { Criterion, Task } from "../../plan/schema.ts";
import { loadWaivers, type Waiver, waiverOf } from "../../plan/waivers.ts";
import { attach, CriterionRecorder, type Keep } from "./criterion.ts";
import { keepEvidence } from "./keep-evidence.ts";

/** Measured values that are not as planned: for each its subject, expectation, what was seen, what to do. */
class NotMet extends Error {
  override readonly name = "NotMet";
  readonly kind = "not-met";
}

/** Measured values whose interval lies across the limit, without an obstacle, and none that is not met. */
class Undecided extends Error {
  override readonly name = "Undecided";
  readonly kind = "undecided";
}

interface TestRecorderOptions {
  /** Where raw outputs go; beside the report without it. */
  keep?: Keep;
  /** Those of plan/waivers.yaml without it. */
  waivers?: () => readonly Waiver[];
}

/** Records what a test says of the criteria that it claims, for the reporter to read from the test's metadata. */
export class TestRecorder {
  readonly #meta: TestContext["task"]["meta"];
  readonly #spec: string;
  readonly #leftOut: (measure: string) => Criterion | undefined;
  /** None where the plan does not ask for this spec: its tests are skipped. */
  readonly #task: Task | undefined;
  readonly #keep: Keep;
  readonly #waivers: () => readonly Waiver[];

  constructor(
    { meta, file }: Pick<TestContext["task"], "meta" | "file">,
    { keep, waivers }: TestRecorderOptions = {},
  ) {
    this.#meta = meta;
    this.#spec = specOf(file.filepath);
    const plan = loadPlan();
    this.#task = taskMeasuredBy(plan, this.#spec);
    this.#leftOut = (measure) => leftOut(plan, { spec: this.#spec, measure });
    this.#keep = keep ?? ((name, content) => keepEvidence(this.#taskId, name, content));
    this.#waivers = waivers ?? (() => loadWaivers());
  }

  /** Whether a recorded value is not met, or undetermined without an obstacle: the test fails at its end, so that the others are measured too. */
  get isFailing(): boolean {
    return this.#notMet.length > 0 || this.#undecided.length > 0;
  }

  /**
   * What is said of a criterion that the plan leaves out is not kept.
   * @throws Error for one that the test does not claim or no plan knows
   */
  criterion(id: string): CriterionRecorder {
    const claim = this.#claims.find(({ criterion }) => criterion === id);
    if (!claim) throw new Error(`the test does not claim ${id}: add it to proves(...)`);
    const unasked = this.#leftOut(id);
    if (unasked) return new CriterionRecorder({ claim, planned: unasked, meta: {}, keep: () => "" });
    const planned = this.#planned(id);
    return new CriterionRecorder({ claim, planned, meta: this.#meta, keep: this.#keep });
  }

  /** Keeps a raw output once, with a link from every criterion that the test claims. */
  evidenceOfAll(name: string, content: string): void {
    const file = this.#keep(name, content);
    for (const claim of this.#asked) attach(this.#meta, { ...claim, shows: { kind: "file", file } });
  }

  /**
   * Fails a test whose record says so: the report and the exit code read the same record.
   * @throws NotMet for recorded values that are not met, nor waived; Undecided for those that are undetermined, where none is
   * not met; Error for criteria that the test claims and has not recorded
   */
  complete({ failed }: { failed: boolean }): void {
    if (this.isFailing) this.#refuse();
    const { recorded = [] } = this.#meta;
    const missing = this.#asked.filter(
      ({ criterion }) => !recorded.some((each) => each.criterion === criterion),
    );
    if (failed || missing.length === 0) return;
    throw new Error(
      `the test ended without recording ${missing.map(({ criterion }) => criterion).join(", ")}`,
    );
  }

  #refuse(): void {
    const waivers = this.#waivers();
    const notMet = this.#unwaived(this.#notMet, waivers).map((each) => this.#told(each));
    const undecided = this.#unwaived(this.#undecided, waivers).map((each) => this.#toldUndecided(each));
    const message = [...notMet, ...undecided].join("\n");
    if (notMet.length > 0) throw new NotMet(message);
    if (undecided.length > 0) throw new Undecided(message);
  }

  get #taskId(): string {
    return this.#task?.id ?? this.#spec;
  }

  #planned(measure: string): Criterion {
    const criterion = this.#task && criterionMeasuredAs(this.#task, measure);
    if (!criterion) throw new Error(`the plan has no criterion ${keyOf(this.#taskId, { id: measure })}`);
    return criterion;
  }

  get #claims(): readonly Claim[] {
    return this.#meta.claims ?? [];
  }

  /** The claims that the plan asks for. */
  get #asked(): readonly Claim[] {
    return this.#claims.filter(({ criterion }) => !this.#leftOut(criterion));
  }

  get #notMet(): readonly Recording[] {
    return (this.#meta.recorded ?? []).filter(({ judgement }) => judgement.status === "not-met");
  }

  get #undecided(): readonly Recording[] {
    return (this.#meta.recorded ?? []).filter(
      ({ judgement }) => judgement.status === "undetermined" && !judgement.obstacle,
    );
  }

  #unwaived(recordings: readonly Recording[], waivers: readonly Waiver[]): readonly Recording[] {
    return recordings.filter(
      ({ criterion, broker }) =>
        !waiverOf(waivers, this.#taskId, { id: this.#planned(criterion).id, broker }),
    );
  }

  #told({ criterion, broker, judgement, details }: Recording): string {
    const { id, remedy } = this.#planned(criterion);
    const { expected, measured } = judgement;
    const beside = Object.entries(details).map(([name, each]) => `${name} ${each}`);
    return [
      `${keyOf(this.#taskId, { id, broker })}: expected ${expected}, measured ${[measured, ...beside].join(", ")}`,
      `  What to do: ${remedy}`,
    ].join("\n");
  }
  #toldUndecided({ criterion, broker, judgement }: Recording): string {
    const { id } = this.#planned(criterion);
    return [
      `${keyOf(this.#taskId, { id, broker })}: undetermined, ${judgement.reason}`,
      "  What to do: measure longer, or while the host has less else to do",
    ].join("\n");
  }
}
