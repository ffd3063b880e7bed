import type { TestModule } from "vitest/node";

/** How many tests came to what. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** A file that did not load counts as one failure, since its tests cannot be counted. */
export function countsOf(modules: readonly TestModule[]): Counts {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const broken = modules.filter((module) => module.errors().length > 0).length;
  const count = (state: string) => states.filter((each) => each === state).length;
  return {
    passed: count("passed"),
    failed: count("failed") + broken,
    skipped: count("skipped") + count("pending"),
  };
}

export function failedOf(modules: readonly TestModule[]): number {
  return countsOf(modules).failed;
}
