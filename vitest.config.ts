import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { aloneSpecs, LANES, sideBySide } from "./src/plan/lanes.ts";
import { loadWholePlan } from "./src/plan/plan-file.ts";
import { CleaningReporter } from "./src/report/cleaning-reporter.ts";
import { ProgressReporter } from "./src/report/progress-reporter.ts";
import { CompletionReporter } from "./src/report/reporter.ts";

/** Long enough for a load of ten minutes; every wait inside ends earlier, with its own message. */
const SPEC_TIMEOUT_MS = 900_000;

const alone = specsAlone();

/** A plan that can't be read is reported by the run's set-up, with its line. */
function specsAlone(): string[] {
  try {
    return aloneSpecs(loadWholePlan());
  } catch {
    return [];
  }
}

export default defineConfig({
  test: {
    retry: 0,
    allowOnly: false,
    passWithNoTests: false,
    // Runs under sabotage, each with a stack of its own. They wait more than they compute; with three on two processors it took a
    // minute until figures of the brokers were seen.
    maxConcurrency: Math.max(2, availableParallelism()),
    // Before the others, which show what it has cleaned.
    reporters: [
      new CleaningReporter(),
      "default",
      new ProgressReporter(),
      new CompletionReporter({ decidesExit: true }),
    ],
    projects: [
      {
        test: {
          name: "unit",
          sequence: { groupOrder: 0 },
          include: ["{src,scripts,dashboards,fixtures}/**/*.test.ts"],
          setupFiles: ["fixtures/secrets-forgotten.ts"],
          unstubEnvs: true,
          // Against hanging only: what else the host does must not decide.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: LANES.sideBySide,
          include: ["specs/**/*.spec.ts"],
          exclude: alone,
          // After the unit tests, which share the processors.
          sequence: { groupOrder: 1 },
          globalSetup: ["fixtures/global-setup.ts"],
          maxWorkers: sideBySide({
            processors: availableParallelism(),
            availableGib: process.availableMemory() / 2 ** 30,
          }),
          testTimeout: SPEC_TIMEOUT_MS,
          hookTimeout: SPEC_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: LANES.alone,
          include: alone,
          sequence: { groupOrder: 2 },
          globalSetup: ["fixtures/global-setup.ts"],
          // One file after the other: what one spec measures, another's containers must not disturb.
          fileParallelism: false,
          testTimeout: SPEC_TIMEOUT_MS,
          hookTimeout: SPEC_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: "sabotage",
          include: ["src/**/*.suite.ts"],
          // After the specs, which are run under sabotage here.
          sequence: { groupOrder: 3 },
          globalSetup: ["fixtures/global-setup.ts"],
          // What one file measures, another's load must not disturb.
          fileParallelism: false,
          testTimeout: SPEC_TIMEOUT_MS,
          hookTimeout: SPEC_TIMEOUT_MS,
        },
      },
    ],
  },
});
