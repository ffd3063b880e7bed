import type { TestError } from "vitest";
import type { TestCase, TestModule, TestResult } from "vitest/node";
import { messageOf } from "../kernel/problem.ts";
import { deeplyWithoutSecrets } from "../kernel/secrets.ts";
import type { RunRecord } from "../plan/conclude.ts";
import { taskIdOf } from "../plan/coverage.ts";
import type { TestRecord } from "../plan/record.ts";
import type { UsedImage } from "./task-meta.ts";

/** Everything that the specs of a run said, in plain data. */
export interface Collected extends RunRecord {
  tests: TestRecord[];
  images: UsedImage[];
  versions: Record<string, string>;
}

/**
 * Reads the runner's own model of a finished run, without the credentials that got into it; unit tests are none of the
 * report's business.
 */
export function collect(modules: readonly TestModule[]): Collected {
  const specs = modules.filter(({ project }) => project.name !== "unit");
  const tests = specs.flatMap((module) => [...module.children.allTests()]);
  const metas = tests.map((test) => test.meta());
  const images = metas.flatMap((meta) => meta.images ?? []);
  return {
    tests: deeplyWithoutSecrets(tests.map(recordOf)),
    taskErrors: taskErrorsOf(specs),
    images: [...new Map(images.map((image) => [image.service, image])).values()],
    versions: Object.assign({}, ...metas.map((meta) => meta.versions ?? {})) as Record<string, string>,
  };
}

function recordOf(test: TestCase): TestRecord {
  const { claims = [], recorded = [], attached = [] } = test.meta();
  const result = test.result();
  return {
    taskId: taskIdOf(test.module.moduleId),
    name: test.fullName,
    claims,
    recorded,
    attached,
    ...stateOf(result),
    errors: (result.errors ?? []).flatMap(singleErrors),
    durationMs: test.diagnostic()?.duration ?? 0,
  };
}

function stateOf(result: TestResult): Pick<TestRecord, "state" | "note"> {
  if (result.state === "pending") return { state: "skipped", note: "the test was cut off before its end" };
  return { state: result.state, ...(result.state === "skipped" && result.note ? { note: result.note } : {}) };
}

/** An error that was thrown while another was on its way, as by a clean-up, comes as one without a message of its own. */
function singleErrors(error: TestError): TestRecord["errors"] {
  const { name, suppressed, error: later } = error;
  if (name === "SuppressedError" && isError(suppressed) && isError(later)) {
    return [...singleErrors(suppressed), ...singleErrors(later)];
  }
  return [{ name: name ?? "Error", message: plain(messageOf(error)) }];
}

function isError(value: unknown): value is TestError {
  return typeof value === "object" && value !== null && "message" in value;
}

/** A file that did not load and a hook that threw leave tests that never ran, or none: the error stands for them. */
function taskErrorsOf(modules: readonly TestModule[]): Map<string, string> {
  const byTask = Map.groupBy(modules, ({ moduleId }) => taskIdOf(moduleId));
  const errors = [...byTask].map(([taskId, ofTask]): [string, string[]] => [
    taskId,
    ofTask.flatMap(errorsOf),
  ]);
  return new Map(
    errors
      .filter(([, messages]) => messages.length > 0)
      .map(([taskId, messages]) => [taskId, messages.join("\n")]),
  );
}

function errorsOf(module: TestModule): string[] {
  const suites = [module, ...module.children.allSuites()];
  return suites.flatMap((suite) => suite.errors()).map((error) => plain(messageOf(error)));
}

/** Without the colours of a terminal. */
function plain(message: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
  return message.replace(/\u001b\[[\d;]*m/g, "");
}
