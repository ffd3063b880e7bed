import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import type { TestRecord } from "../plan/record.ts";
import { junitXml } from "./junit.ts";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  isArray: (name) => ["testsuite", "testcase", "property"].includes(name),
});

interface Case {
  classname: string;
  name: string;
  time: string;
  properties?: { property: { name: string; value: string }[] };
  failure?: { message: string; "#text": string };
  error?: { message: string };
  skipped?: { message: string };
}

interface Suite {
  name: string;
  tests: string;
  failures: string;
  errors: string;
  skipped: string;
  testcase: Case[];
}

function suitesOf(tests: TestRecord[], taskErrors: [string, string][] = []): Suite[] {
  const xml = junitXml(tests, new Map(taskErrors));
  expect(XMLValidator.validate(xml)).toBe(true);
  return (parser.parse(xml) as { testsuites: { testsuite: Suite[] } }).testsuites.testsuite;
}

function caseOf(rest: Partial<TestRecord>): Case | undefined {
  return suitesOf([testOf(rest)])[0]?.testcase[0];
}

function testOf(rest: Partial<TestRecord> = {}): TestRecord {
  return {
    taskId: "block1/persistence",
    name: "frames outlive a crash",
    claims: [],
    recorded: [],
    attached: [],
    state: "passed",
    errors: [],
    durationMs: 1234.4,
    ...rest,
  };
}

function failing(message: string): Partial<TestRecord> {
  return { state: "failed", errors: [{ name: "Error", message }] };
}

test("a test is a case of its task, with the ids of task and criteria as properties", () => {
  const claims = [{ criterion: "loss" }, { criterion: "rate", broker: "redis" as const }];

  expect(caseOf({ claims })).toEqual({
    classname: "block1/persistence",
    name: "frames outlive a crash",
    time: "1.234",
    properties: {
      property: [
        { name: "task", value: "block1/persistence" },
        { name: "criterion", value: "loss" },
        { name: "criterion", value: "rate (redis)" },
      ],
    },
  });
});

test("a failure has the first line as its message and every line as its text", () => {
  const errors = [
    { name: "NotMet", message: "expected 0, measured 3\n  What to do: set it" },
    { name: "Error", message: "and the cleanup failed" },
  ];

  expect(caseOf({ state: "failed", errors })?.failure).toEqual({
    message: "expected 0, measured 3",
    "#text": "expected 0, measured 3\n  What to do: set it\nand the cleanup failed",
  });
});

test("a skip keeps its reason, or says that it has none", () => {
  expect(caseOf({ state: "skipped", note: "no loop device" })?.skipped?.message).toBe("no loop device");
  expect(caseOf({ state: "skipped" })?.skipped?.message).toBe("no reason given");
});

test("a file that did not load is a case that ended in an error, though none of its tests ran", () => {
  expect(suitesOf([], [["block1/persistence", "no such module"]])).toMatchObject([
    {
      name: "block1/persistence",
      tests: "1",
      errors: "1",
      testcase: [{ classname: "block1/persistence", error: { message: "no such module" } }],
    },
  ]);
});

test("a suite for each task, in the order of their names, counts what is in it", () => {
  const tests = [
    testOf({ taskId: "block2/cluster" }),
    testOf(),
    testOf(failing("boom")),
    testOf(failing("bang")),
    testOf({ state: "skipped" }),
  ];

  const suites = suitesOf(tests, [
    ["block1/persistence", "a hook threw"],
    ["block0/ports", "did not load"],
  ]);

  expect(suites.map(({ testcase, ...counts }) => ({ ...counts, cases: testcase.length }))).toEqual([
    { name: "block0/ports", tests: "1", failures: "0", errors: "1", skipped: "0", cases: 1 },
    { name: "block1/persistence", tests: "5", failures: "2", errors: "1", skipped: "1", cases: 5 },
    { name: "block2/cluster", tests: "1", failures: "0", errors: "0", skipped: "0", cases: 1 },
  ]);
});

test("markup in names and messages comes out as it went in", () => {
  const strange = `<b> & "quoted" 'too' ]]> &amp; &#65;`;

  const result = caseOf({ name: strange, ...failing(strange) });

  expect(result).toMatchObject({ name: strange, failure: { message: strange, "#text": strange } });
});

test("a control character, for which XML has no place, is replaced wherever it comes", () => {
  const coloured = "\u001b[31mred\u0000\u000b";
  const seen = "\ufffd[31mred\ufffd\ufffd";

  expect(caseOf({ name: coloured, ...failing(coloured) })).toMatchObject({
    name: seen,
    failure: { message: seen, "#text": seen },
  });
  expect(caseOf({ state: "skipped", note: coloured })?.skipped?.message).toBe(seen);
  expect(suitesOf([], [["block0/ports", coloured]])[0]?.testcase[0]?.error?.message).toBe(seen);
});

test("a message that is a word of XML's own is still a message", () => {
  expect(caseOf(failing("true"))?.failure).toMatchObject({ message: "true" });
});
