import type { TestCase, TestModule } from "vitest/node";
import { failureKindOf } from "../src/report/results/collect.ts";

/** How many tests came to what. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What counting needs of a test file. */
type Counted = Pick<TestModule, "errors"> & {
  children: { allTests: () => Iterable<Pick<TestCase, "result" | "fullName">> };
};

/**
 * A file that did not load counts as one failure, since its tests cannot be counted. A measured value whose interval lies
 * across its limit says nothing of the code: what the host did must not make a change red. Such a test counts as skipped.
 */
export function countsOf(modules: readonly Counted[]): Counts {
  const count = (state: State) => countIn(modules, state);
  const undecided = undecidedOf(modules).length;
  return {
    passed: count("passed"),
    failed: failedOf(modules) - undecided,
    skipped: count("skipped") + count("pending") + undecided,
  };
}

/** What each test says that failed with nothing but measured values that are neither inside nor outside their limit. */
export function undecidedOf(modules: readonly Counted[]): string[] {
  return modules.flatMap(({ children }) =>
    [...children.allTests()].flatMap((test) => {
      const { errors } = test.result();
      const isUndecided = errors?.length && errors.every((error) => failureKindOf(error) === "undecided");
      return isUndecided ? [`${test.fullName}: ${errors.map(({ message }) => message).join("; ")}`] : [];
    }),
  );
}

/** With those that are undecided, and the files that did not load. */
export function failedOf(modules: readonly Counted[]): number {
  return countIn(modules, "failed") + modules.filter((module) => module.errors().length > 0).length;
}

type State = ReturnType<TestCase["result"]>["state"];

function countIn(modules: readonly Counted[], state: State): number {
  const tests = modules.flatMap(({ children }) => [...children.allTests()]);
  return tests.filter((test) => test.result().state === state).length;
}
