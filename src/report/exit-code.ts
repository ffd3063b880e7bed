import type { TestCase, TestModule } from "vitest/node";
import { COULD_NOT, UNDETERMINED } from "../kernel/last-resort.ts";
import type { Results } from "./results.ts";

const NO = 1;

interface Ended {
  modules: readonly TestModule[];
  /** Errors that belong to no test. */
  unhandled: readonly unknown[];
  /** What the specs among them came to; none where only other tests ran. */
  results: Pick<Results, "tasks"> | undefined;
  /** What could not be started. */
  problems: readonly string[];
}

/**
 * The exit code of a run of tests: 1 only where a judge said no (a criterion that is not met, a test of this repository
 * that fails), 2 where a spec could not tell, 3 where something could not start.
 */
export function exitCodeOf({ modules, unhandled, results, problems }: Ended): number {
  if (problems.length > 0) return COULD_NOT;
  const failed = modules.flatMap((module) => [...module.children.allTests("failed")]);
  const isNotMet = results?.tasks.some(({ status }) => status === "not-met");
  if (isNotMet || failed.some(isOfTheRepository)) return NO;
  const didNotRun = modules.some((module) => module.errors().length > 0);
  if (unhandled.length > 0 || didNotRun || modules.length === 0) return COULD_NOT;
  const isCutOff = modules.some((module) => !module.ok());
  return failed.length > 0 || isCutOff ? UNDETERMINED : 0;
}

function isOfTheRepository(test: TestCase): boolean {
  if (test.project.name === "specs") return false;
  return !(test.result().errors ?? []).every(({ name }) => name === "Undetermined");
}
