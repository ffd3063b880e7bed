import { availableParallelism } from "node:os";
import type { Reporter, TestCase, TestModule, TestSpecification } from "vitest/node";
import { holdsSpecs, LANES } from "../plan/lanes.ts";
import { specFileOf } from "../plan/measured-by.ts";
import { currentProfile } from "../plan/profile.ts";
import { failureIn, Progress } from "./progress.ts";
import { keepSpecTimes, readSpecTimes } from "./results/spec-times.ts";

/**
 * Says in a line what goes on now, what is done, and how long the rest will take, each time that a spec begins or ends; and of
 * each test that fails what it says, as it fails.
 */
export class ProgressReporter implements Reporter {
  #progress = new Progress([], 1);
  readonly #startedMs = new Map<string, number>();
  readonly #seconds = new Map<string, number>();

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    const before = readSpecTimes(currentProfile());
    const specs = specifications.filter(({ project }) => holdsSpecs(project));
    const width = specs.find(({ project }) => project.name === LANES.sideBySide)?.project.config.maxWorkers;
    const expected = specs.map(({ moduleId, project }) => ({
      name: specFileOf(moduleId),
      seconds: before.get(specFileOf(moduleId)),
      isAlone: project.name === LANES.alone,
    }));
    this.#progress = new Progress(expected, Number(width ?? availableParallelism()));
  }

  onTestModuleStart({ moduleId, project }: TestModule): void {
    if (!holdsSpecs(project)) return;
    const name = specFileOf(moduleId);
    this.#startedMs.set(name, performance.now());
    this.#progress.started(name, performance.now());
    console.log(`▸ ${name} begins; ${this.#progress.told(performance.now())}`);
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state !== "failed" || !holdsSpecs(test.project)) return;
    console.log(`✘ ${specFileOf(test.module.moduleId)}: ${failureIn(test.name, errors)}`);
  }

  onTestModuleEnd({ moduleId, project }: TestModule): void {
    if (!holdsSpecs(project)) return;
    const name = specFileOf(moduleId);
    const seconds = (performance.now() - (this.#startedMs.get(name) ?? performance.now())) / 1e3;
    this.#seconds.set(name, Math.round(seconds));
    this.#progress.ended(name);
    console.log(`▪ ${name} took ${seconds.toFixed(0)} s; ${this.#progress.told(performance.now())}`);
  }

  onTestRunEnd(): void {
    if (this.#seconds.size > 0) keepSpecTimes(currentProfile(), this.#seconds);
  }
}
