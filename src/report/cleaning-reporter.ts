import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from "vitest/node";
import { withoutSecrets } from "../kernel/secrets.ts";

type UserConsoleLog = Parameters<NonNullable<Reporter["onUserConsoleLog"]>>[0];

/** What a client's error says about the request that failed: its arguments, a password among them. */
const NOT_SHOWN = new Set(["command", "previousErrors"]);

/**
 * Cuts credentials out of errors and of what tests print, before any other reporter shows them: it has to come first
 * among the reporters.
 */
export class CleaningReporter implements Reporter {
  onInit(vitest: Vitest): void {
    // The runner shows errors that belong to no test by itself.
    const { logger } = vitest;
    const printError = logger.printError.bind(logger);
    logger.printError = (error, options) => {
      clean(error);
      return printError(error, options);
    };
  }

  onTestCaseResult(test: TestCase): void {
    clean(test.result().errors);
  }

  onTestSuiteResult(suite: TestSuite): void {
    clean(suite.errors());
  }

  onTestModuleEnd(module: TestModule): void {
    cleanModule(module);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const module of modules) cleanModule(module);
    clean(unhandled);
  }

  onUserConsoleLog(log: UserConsoleLog): void {
    log.content = withoutSecrets(log.content);
  }
}

function cleanModule(module: TestModule): void {
  clean(module.errors());
  for (const suite of module.children.allSuites()) clean(suite.errors());
  for (const test of module.children.allTests()) clean(test.result().errors);
}

/** In place: what is shown later is the same object. */
function clean(value: unknown, depth = 0): void {
  if (typeof value !== "object" || value === null || depth > 8) return;
  const held = value as Record<string, unknown>;
  for (const [key, each] of Object.entries(held)) {
    if (NOT_SHOWN.has(key) && "message" in value) delete held[key];
    else if (typeof each === "string") held[key] = withoutSecrets(each);
    else clean(each, depth + 1);
  }
  // An error that has not come from a worker holds its own message and stack where no loop sees them.
  if (!(value instanceof Error)) return;
  value.message = withoutSecrets(value.message);
  if (value.stack) value.stack = withoutSecrets(value.stack);
  clean(value.cause, depth + 1);
}
