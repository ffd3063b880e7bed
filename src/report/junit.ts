import { XMLBuilder } from "fast-xml-parser";
import type { CriterionResult, RunRecord, TaskResult } from "../plan/conclude.ts";
import { keyOf } from "../plan/criterion-key.ts";
import { isUnobserved, worst } from "../plan/outcome.ts";
import type { TestRecord } from "../plan/record.ts";

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

/** A run as it was recorded, and what it was concluded to be. */
interface Concluded extends RunRecord {
  tasks: readonly TaskResult[];
}

/**
 * junit.xml: one testcase per test, in suites by task; properties carry the ids, what each criterion came to and
 * what was measured of it. A test is
 * a failure when one of its criteria is not met, an error when one is undetermined without an obstacle, and
 * skipped, with its reason, when one is otherwise open or waived.
 */
export function junitXml({ tests, taskErrors, tasks }: Concluded): string {
  const taskIds = [...new Set([...tests.map(({ taskId }) => taskId), ...taskErrors.keys()])].sort();
  const suites = taskIds.map((taskId) => {
    const ofTask = tests.filter((test) => test.taskId === taskId);
    return suite(taskId, [
      ...ofTask.map((test) => testCase(test, resultsOf(test, tasks))),
      ...errorCase(taskId, taskErrors.get(taskId)),
    ]);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { testsuite: suites } })}`;
}

interface Told {
  "@message": string;
  "#text"?: string;
}

interface Case {
  "@classname": string;
  "@name": string;
  "@time": string;
  properties?: { property: { "@name": string; "@value": string }[] };
  failure?: Told;
  error?: Told;
  skipped?: { "@message": string };
}

function suite(taskId: string, cases: Case[]) {
  return {
    "@name": taskId,
    "@tests": cases.length,
    "@failures": cases.filter(({ failure }) => failure).length,
    "@errors": cases.filter(({ error }) => error).length,
    "@skipped": cases.filter(({ skipped }) => skipped).length,
    testcase: cases,
  };
}

function testCase(test: TestRecord, results: readonly CriterionResult[]): Case {
  const outcome = outcomeOf(test, results);
  return {
    "@classname": test.taskId,
    "@name": printable(test.name),
    "@time": (test.durationMs / 1000).toFixed(3),
    properties: { property: propertiesOf(test, results) },
    ...(outcome === "passed" ? {} : { [outcome]: toldOf(outcome, test, results) }),
  };
}

function propertiesOf({ taskId }: TestRecord, results: readonly CriterionResult[]) {
  const property = (name: string, value: string) => ({ "@name": name, "@value": value });
  const ofCriteria = results.flatMap((result) => {
    const key = keyOf(taskId, result);
    const measured = result.measuredText
      ? [property(`${key}: measured`, printable(result.measuredText))]
      : [];
    return [property("criterion", key), property(key, result.status), ...measured];
  });
  return [property("task", taskId), ...ofCriteria];
}

/** The criteria that the test claims. */
function resultsOf({ taskId, claims }: TestRecord, tasks: readonly TaskResult[]): CriterionResult[] {
  const criteria = tasks.find(({ id }) => id === taskId)?.criteria ?? [];
  return criteria.filter(({ id, broker }) =>
    claims.some((claim) => claim.criterion === id && claim.broker === broker),
  );
}

type CaseState = "passed" | "failure" | "error" | "skipped";

function outcomeOf(test: TestRecord, results: readonly CriterionResult[]): CaseState {
  if (results.length === 0) return outcomeWithoutCriteria(test);
  const status = worst(results.map((result) => result.status));
  if (status === "met") return "passed";
  if (status === "not-met") return "failure";
  return results.some(isUnobserved) ? "error" : "skipped";
}

function outcomeWithoutCriteria({ state, failures }: TestRecord): CaseState {
  if (state === "cut-off") return "error";
  if (state === "failed") return failures.some(({ kind }) => kind === "assertion") ? "failure" : "error";
  return state;
}

/** What the test said; of one that is skipped, or said nothing, why its criteria are not met. */
function toldOf(outcome: CaseState, test: TestRecord, results: readonly CriterionResult[]): Told {
  const reasons = results.flatMap(({ status, reason }) => (status === "met" || !reason ? [] : [reason]));
  const said = test.failures.map(({ message }) => message);
  if (outcome === "skipped") {
    const why = reasons.length > 0 ? distinct(reasons) : (test.obstacle?.text ?? "no reason given");
    return { "@message": printable(why) };
  }
  const text = distinct(said.length > 0 ? said : reasons);
  return { "@message": printable(text.split("\n")[0] ?? ""), "#text": printable(text) };
}

function distinct(messages: readonly string[]): string {
  return [...new Set(messages)].join("\n");
}

function errorCase(taskId: string, message: string | undefined): Case[] {
  if (!message) return [];
  const error = { "@message": printable(message) };
  return [{ "@classname": taskId, "@name": "the spec loads and its hooks run", "@time": "0.000", error }];
}

/** XML 1.0 allows no control characters, escaped or not. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}
