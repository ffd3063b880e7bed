import type { TestCase, TestModule } from "vitest/node";
import { EXIT, type ExitCode } from "../kernel/exit-codes.mjs";
import { holdsSpecs } from "../plan/lanes.ts";
import { isUnobserved, type Verdict } from "../plan/outcome.ts";
import { errorsOf, failureKindOf } from "./results/collect.ts";
import { allCriteria, type Results } from "./results/results.ts";

interface Ended {
  modules: readonly TestModule[];
  /** Errors that belong to no test. */
  unhandled: readonly unknown[];
  /** What the specs among them came to; none where only other tests ran. */
  results: Pick<Results, "tasks"> | undefined;
  /** What could not be started. */
  problems: readonly string[];
}

/** The exit code of a sign-off. */
export function exitCodeOfVerdict(verdict: Verdict): ExitCode {
  return { accepted: EXIT.good, rejected: EXIT.against, incomplete: EXIT.undetermined }[verdict];
}

/**
 * The exit code of a run of tests: 1 only where a judge said no (a criterion that is not met, a test of this repository
 * that fails), 2 where something should have been observed and was not, 3 where something could not start. What has an
 * obstacle or was not asked for leaves it 0, as does what is waived.
 */
export function exitCodeOf({ modules, unhandled, results, problems }: Ended): ExitCode {
  if (problems.length > 0) return EXIT.couldNot;
  const criteria = allCriteria(results?.tasks ?? []);
  const others = modules.filter(({ project }) => !holdsSpecs(project));
  if (criteria.some(({ status }) => status === "not-met") || others.some(isRefuted)) return EXIT.against;
  const didNotRun = modules.some((module) => module.errors().length > 0);
  if (unhandled.length > 0 || didNotRun || modules.length === 0) return EXIT.couldNot;
  const isOpen = criteria.some(isUnobserved) || others.some((module) => !module.ok());
  const isBroken = modules.some((module) => errorsOf(module).length > 0 || hasUnclaimed(module));
  return isOpen || isBroken ? EXIT.undetermined : EXIT.good;
}

/** Whether a test of this repository fails otherwise than by saying that it could not tell. */
function isRefuted({ children }: TestModule): boolean {
  return [...children.allTests("failed")].some(
    (test) => !(test.result().errors ?? []).every((error) => failureKindOf(error) === "undetermined"),
  );
}

/** Whether a test that claims no criterion did not come to a good end: no result tells of it. */
function hasUnclaimed({ children }: TestModule): boolean {
  const isUnclaimed = (test: TestCase) => (test.meta().claims ?? []).length === 0;
  return [...children.allTests("failed"), ...children.allTests("pending")].some(isUnclaimed);
}
