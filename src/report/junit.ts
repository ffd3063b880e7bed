import { XMLBuilder } from "fast-xml-parser";
import type { TestRecord } from "../plan/record.ts";

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

/** junit.xml: one testcase per test, in suites by task; properties carry the ids, and a skip keeps its reason. */
export function junitXml(tests: readonly TestRecord[], taskErrors: ReadonlyMap<string, string>): string {
  const taskIds = [...new Set([...tests.map(({ taskId }) => taskId), ...taskErrors.keys()])].sort();
  const suites = taskIds.map((taskId) => {
    const ofTask = tests.filter((test) => test.taskId === taskId);
    return suite(taskId, [...ofTask.map(testCase), ...errorCase(taskId, taskErrors.get(taskId))]);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { testsuite: suites } })}`;
}

interface Case {
  "@classname": string;
  "@name": string;
  "@time": string;
  properties?: { property: { "@name": string; "@value": string }[] };
  failure?: { "@message": string; "#text": string };
  error?: { "@message": string };
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

function testCase(test: TestRecord): Case {
  const message = test.errors.map((error) => error.message).join("\n");
  const ids = test.claims.map(({ criterion, broker }) => ({
    "@name": "criterion",
    "@value": broker ? `${criterion} (${broker})` : criterion,
  }));
  return {
    "@classname": test.taskId,
    "@name": printable(test.name),
    "@time": (test.durationMs / 1000).toFixed(3),
    properties: { property: [{ "@name": "task", "@value": test.taskId }, ...ids] },
    ...(test.state === "failed"
      ? { failure: { "@message": printable(message.split("\n")[0] ?? ""), "#text": printable(message) } }
      : {}),
    ...(test.state === "skipped"
      ? { skipped: { "@message": printable(test.note ?? "no reason given") } }
      : {}),
  };
}

function errorCase(taskId: string, message: string | undefined): Case[] {
  if (!message) return [];
  const error = { "@message": printable(message) };
  return [{ "@classname": taskId, "@name": "the spec loads and its hooks run", "@time": "0.000", error }];
}

/** XML 1.0 has no place for control characters, escaped or not. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}
