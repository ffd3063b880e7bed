import type { TestContext } from "vitest";
import { taskIdOf } from "../../plan/coverage.ts";
import { criterionOf } from "../../plan/criterion-of.ts";
import { judge } from "../../plan/judge.ts";
import type { Claim } from "../../plan/record.ts";
import { CriterionRecorder, type Keep } from "./criterion.ts";
import { keepEvidence } from "./keep-evidence.ts";

/** Measured values that do not hold against the plan: for each its subject, expectation, what was seen, what to do. */
class NotMet extends Error {
  override readonly name = "NotMet";
}

/** Records what a test says of the criteria that it claims, for the reporter to read from the test's metadata. */
export class TestRecorder {
  readonly #meta: TestContext["task"]["meta"];
  readonly #taskId: string;
  readonly #keep: Keep;

  /** @param keep where raw outputs go; beside the report without it */
  constructor({ meta, file }: Pick<TestContext["task"], "meta" | "file">, keep?: Keep) {
    this.#meta = meta;
    this.#taskId = taskIdOf(file.filepath);
    this.#keep = keep ?? ((name, content) => keepEvidence(this.#taskId, name, content));
  }

  /** Whether a value was recorded that does not hold: the test fails at its end, so that the others are measured too. */
  get isNotMet(): boolean {
    return this.#notMet().length > 0;
  }

  /** @throws Error for a criterion that the test does not claim or the plan does not know */
  criterion(id: string): CriterionRecorder {
    const claim = this.#claims.find(({ criterion }) => criterion === id);
    if (!claim) throw new Error(`the test does not claim ${id}: add it to proves(...)`);
    criterionOf(this.#taskId, id);
    return this.#recorderOf(claim);
  }

  /** Keeps a raw output once, with a link from every criterion that the test claims. */
  evidenceOfAll(name: string, content: string): void {
    const file = this.#keep(name, content);
    for (const claim of this.#claims) this.#recorderOf(claim).attach({ kind: "file", file });
  }

  /** @throws NotMet for recorded values that do not hold; Error for criteria that the test claims and has not recorded */
  complete({ failed }: { failed: boolean }): void {
    if (this.isNotMet) throw new NotMet(this.#notMet().join("\n"));
    const { recorded = [] } = this.#meta;
    const missing = this.#claims.filter(
      ({ criterion }) => !recorded.some((each) => each.criterion === criterion),
    );
    if (failed || missing.length === 0) return;
    throw new Error(
      `the test ended without recording ${missing.map(({ criterion }) => criterion).join(", ")}`,
    );
  }

  get #claims(): readonly Claim[] {
    return this.#meta.claims ?? [];
  }

  #recorderOf(claim: Claim): CriterionRecorder {
    return new CriterionRecorder(claim, { meta: this.#meta, keep: this.#keep });
  }

  #notMet(): string[] {
    return (this.#meta.recorded ?? []).flatMap(({ criterion: id, measured: value, details }) => {
      const criterion = criterionOf(this.#taskId, id);
      const { status, expected, measured } = judge(criterion, value);
      if (status === "met") return [];
      const beside = Object.entries(details).map(([name, each]) => `${name} ${each}`);
      return [
        `${this.#taskId}/${id}: expected ${expected}, measured ${[measured, ...beside].join(", ")}`,
        `  What to do: ${criterion.remedy}`,
      ];
    });
  }
}
