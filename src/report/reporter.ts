import { basename } from "node:path";
import type { Reporter, TestModule, TestRunEndReason, TestSpecification } from "vitest/node";
import { EXIT, type ExitCode } from "../kernel/exit-codes.mjs";
import { problemOf } from "../kernel/last-resort.ts";
import { currentTarget, type RunTarget } from "../kernel/run-target.ts";
import { deeplyWithoutSecrets } from "../kernel/secrets.ts";
import { conclude } from "../plan/conclude.ts";
import { holdsSpecs } from "../plan/lanes.ts";
import { isOtherPlan, loadPlan, loadWholePlan, nameOfPlan } from "../plan/plan-file.ts";
import { currentProfile } from "../plan/profile.ts";
import type { TestRecord } from "../plan/record.ts";
import type { Shard } from "../plan/shard.ts";
import { loadWaivers } from "../plan/waivers.ts";
import { exitCodeOf } from "./exit-code.ts";
import { junitXml } from "./junit.ts";
import { publishReports } from "./publish-reports.ts";
import { collect } from "./results/collect.ts";
import { describeEnvironment, imagesOfStack, toolVersions } from "./results/environment.ts";
import { type Results, resultsOf } from "./results/results.ts";
import { digestsOfTree, settingsDigest } from "./results/tree.ts";
import { printSummary } from "./summary.ts";

function targetOf(target: RunTarget): Pick<Results, "target"> {
  if (target.kind === "own") return {};
  return { target: target.kind === "stack" ? target : { ...target, file: basename(target.file) } };
}

/** Turns a finished run of specs into the completion report. */
export class CompletionReporter implements Reporter {
  /** What the run came to, once it has ended and the report is written. */
  results: Results | undefined;
  /** What kept containers from starting, each once: for a person to solve before the run says anything. */
  problems: string[] = [];
  /** What the run's exit code is: 0 all passed, 1 a judge said no, 2 undetermined, 3 could not start or report. */
  exitCode: ExitCode = EXIT.couldNot;
  #startedAt = new Date();
  #hasSpecs = false;
  /** The working tree as it was when the run began. */
  #tree: Record<string, string> = {};
  /** Tests failed, and everything that they found is waived. */
  #isWaived = false;
  readonly #decidesExit: boolean;
  readonly #shard: Shard | undefined;

  /**
   * @param options.decidesExit nobody else says what the exit code of the process is: the runner was started by itself
   * @param options.shard where other runs have the other tasks
   */
  constructor({ decidesExit = false, shard }: { decidesExit?: boolean; shard?: Shard | undefined } = {}) {
    this.#decidesExit = decidesExit;
    this.#shard = shard;
  }

  /** The runner itself ends with 1 whatever went wrong, and says so after the last hook. */
  onInit(): void {
    if (!this.#decidesExit) return;
    process.on("exit", (code) => {
      const isUnexplained = this.exitCode === EXIT.good && !this.#isWaived;
      if (code === 1) process.exitCode = isUnexplained ? EXIT.couldNot : this.exitCode;
    });
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#startedAt = new Date();
    this.#hasSpecs = specifications.some(({ project }) => holdsSpecs(project));
    if (this.#hasSpecs) this.#tree = digestsOfTree();
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    if (process.env.SIGNOFF_INTERRUPTED || reason === "interrupted") return;
    const isReported = await this.#reportOn(modules);
    const { results, problems } = this;
    this.exitCode = isReported ? exitCodeOf({ modules, unhandled, results, problems }) : EXIT.couldNot;
    this.#isWaived = this.exitCode === EXIT.good && modules.some((module) => !module.ok());
  }

  /** Reports what a run had measured when a signal ended it. */
  async onInterrupted(modules: readonly TestModule[]): Promise<void> {
    await this.#reportOn(modules, { isInterrupted: true });
  }

  /** @returns false when the report could not be written */
  async #reportOn(modules: readonly TestModule[], how: { isInterrupted?: true } = {}): Promise<boolean> {
    if (!this.#hasSpecs) return true;
    try {
      await this.#report(modules, how);
      return true;
    } catch (thrown) {
      console.error(problemOf(thrown, "the report").message);
      return false;
    }
  }

  async #report(modules: readonly TestModule[], how: { isInterrupted?: true }): Promise<void> {
    const plan = loadPlan();
    const { tests, taskErrors, images, versions } = collect(modules, plan);
    const target = currentTarget();
    const results = deeplyWithoutSecrets(
      resultsOf({
        profile: currentProfile(),
        ...(isOtherPlan() ? { plan: nameOfPlan() } : {}),
        brokers: plan.brokers,
        leftOut: loadWholePlan().brokers.filter((broker) => !plan.brokers.includes(broker)),
        ...targetOf(target),
        ...(this.#shard ? { shard: this.#shard } : {}),
        ...how,
        startedAt: this.#startedAt.toISOString(),
        durationMs: Date.now() - this.#startedAt.getTime(),
        ...(await describeEnvironment({ isDeployed: target.kind !== "own" })),
        images,
        versions: { ...versions, ...(await toolVersions()) },
        tasks: conclude(plan, { tests, taskErrors }, loadWaivers()),
      }),
    );
    const junit = junitXml({ tests, taskErrors, tasks: results.tasks });
    const grounds = {
      ...{ tree: this.#tree, settings: settingsDigest() },
      images: target.kind === "own" ? await imagesOfStack() : {},
    };
    await publishReports({ plan, results, junit, grounds });
    this.results = results;
    printSummary(plan, results);
    this.#reportProblems(tests);
  }

  #reportProblems(tests: readonly TestRecord[]): void {
    const problems = tests.flatMap(({ failures }) => failures).filter(({ kind }) => kind === "problem");
    this.problems = [...new Set(problems.map(({ message }) => message))];
    if (this.problems.length === 0) return;
    console.error(`\nNot everything could be started:\n${this.problems.join("\n")}`);
  }
}
