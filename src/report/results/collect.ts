import type { TestError } from "vitest";
import type { TestCase, TestModule, TestResult } from "vitest/node";
import { errorKindOf } from "../../kernel/error-kind.ts";
import type { Obstacle } from "../../kernel/obstacle.ts";
import { messageOf } from "../../kernel/problem.ts";
import { deeplyWithoutSecrets } from "../../kernel/secrets.ts";
import type { RunRecord } from "../../plan/conclude.ts";
import { leftOut } from "../../plan/left-out.ts";
import { criterionMeasuredAs, specOf, specOfTask, taskMeasuredBy } from "../../plan/measured-by.ts";
import type { Claim, Failure, TestRecord } from "../../plan/record.ts";
import type { Plan, Task } from "../../plan/schema.ts";
import type { UsedImage } from "./task-meta.ts";

/** Everything that the specs of a run said, in plain data. */
export interface Collected extends RunRecord {
  tests: TestRecord[];
  images: UsedImage[];
  versions: Record<string, string>;
}

/** A file of a spec, and the task that it measures. */
interface Measuring {
  module: TestModule;
  task: Task;
}

/**
 * Reads the runner's own model of a finished run, without the credentials that got into it, and calls everything as the
 * plan does. Unit tests are none of the report's business, nor are specs and criteria that the plan does not ask for.
 */
export function collect(modules: readonly TestModule[], plan: Plan): Collected {
  const specs = modules
    .filter(({ project }) => project.name !== "unit")
    .flatMap((module): Measuring[] => {
      const task = taskMeasuredBy(plan, specOf(module.moduleId));
      return task ? [{ module, task }] : [];
    });
  const tests = specs.flatMap(({ module, task }) =>
    [...module.children.allTests()].map((test) => ({ test, task })),
  );
  const metas = tests.map(({ test }) => test.meta());
  const images = metas.flatMap((meta) => meta.images ?? []);
  return {
    tests: deeplyWithoutSecrets(tests.map((each) => recordOf(each, plan))),
    taskErrors: taskErrorsOf(specs),
    images: [...new Map(images.map((image) => [image.service, image])).values()],
    versions: Object.assign({}, ...metas.map((meta) => meta.versions ?? {})) as Record<string, string>,
  };
}

function recordOf({ test, task }: { test: TestCase; task: Task }, plan: Plan): TestRecord {
  const { claims = [], recorded = [], attached = [], obstacle } = test.meta();
  const result = test.result();
  const spec = specOfTask(task);
  const planned = <T extends Claim>(of: readonly T[]): T[] =>
    of
      .filter(({ criterion }) => !leftOut(plan, { spec, measure: criterion }))
      .map((each) => ({
        ...each,
        criterion: criterionMeasuredAs(task, each.criterion)?.id ?? each.criterion,
      }));
  return {
    taskId: task.id,
    name: test.fullName,
    claims: planned(claims),
    recorded: planned(recorded),
    attached: planned(attached),
    ...stateOf(result, obstacle),
    failures: (result.errors ?? []).flatMap(failuresOf),
    durationMs: test.diagnostic()?.duration ?? 0,
  };
}

function stateOf(result: TestResult, told: Obstacle | undefined): Pick<TestRecord, "state" | "obstacle"> {
  if (result.state === "pending") return { state: "cut-off" };
  if (result.state !== "skipped") return { state: result.state };
  const obstacle = told ?? (result.note ? { kind: "other" as const, text: result.note } : undefined);
  return { state: "skipped", ...(obstacle ? { obstacle } : {}) };
}

/** An error that was thrown while another was on its way, as by a clean-up, comes as one without a message of its own. */
function failuresOf(error: TestError): Failure[] {
  const { suppressed, error: later } = error;
  if (isError(suppressed) && isError(later)) return [...failuresOf(suppressed), ...failuresOf(later)];
  return [{ kind: failureKindOf(error), message: plain(messageOf(error)) }];
}

/** An assertion is the one error of others that says something of what was tested: every library gives it this name. */
export function failureKindOf(error: TestError): Failure["kind"] {
  return errorKindOf(error) ?? (error.name === "AssertionError" ? "assertion" : "other");
}

function isError(value: unknown): value is TestError {
  return typeof value === "object" && value !== null && "message" in value;
}

/** A file that did not load and a hook that threw leave tests that never ran, or none: the error stands for them. */
function taskErrorsOf(specs: readonly Measuring[]): Map<string, string> {
  const byTask = Map.groupBy(specs, ({ task }) => task.id);
  const errors = [...byTask].map(([taskId, ofTask]): [string, string[]] => [
    taskId,
    ofTask.flatMap(({ module }) => errorsOf(module)),
  ]);
  return new Map(
    errors
      .filter(([, messages]) => messages.length > 0)
      .map(([taskId, messages]) => [taskId, messages.join("\n")]),
  );
}

/** What went wrong in a file outside its tests: it did not load, or a hook threw. */
export function errorsOf(module: TestModule): string[] {
  const suites = [module, ...module.children.allSuites()];
  return suites.flatMap((suite) => suite.errors()).map((error) => plain(messageOf(error)));
}

/** Without the colours of a terminal. */
function plain(message: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
  return message.replace(/\u001b\[[\d;]*m/g, "");
}
