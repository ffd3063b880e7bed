import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { conclude } from "../plan/conclude.ts";
import type { TestRecord } from "../plan/record.ts";
import { plannedCriterion, plannedTask, planOf, recording, testRecord } from "../plan/testing.ts";
import type { Waiver } from "../plan/waivers.ts";
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
  error?: { message: string; "#text"?: string };
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

const TASK = "block1/persistence";
const loss = plannedCriterion("loss");
const plan = planOf(
  plannedTask("block0/ports", [plannedCriterion("ports-free")]),
  plannedTask(TASK, [loss, plannedCriterion("aof")]),
  plannedTask("block2/cluster", [plannedCriterion("nodes-running")]),
  plannedTask("block3/load", [plannedCriterion("rate")], { brokers: ["redis"] }),
);

function suitesOf(tests: TestRecord[], taskErrors: [string, string][] = [], waivers: Waiver[] = []): Suite[] {
  const run = { tests, taskErrors: new Map(taskErrors) };
  const xml = junitXml({ ...run, tasks: conclude(plan, run, waivers) });
  expect(XMLValidator.validate(xml)).toBe(true);
  return (parser.parse(xml) as { testsuites: { testsuite: Suite[] } }).testsuites.testsuite;
}

function caseOf(rest: Partial<TestRecord>, ...waivers: Waiver[]): Case | undefined {
  return suitesOf([testOf(rest)], [], waivers)[0]?.testcase[0];
}

function testOf(rest: Partial<TestRecord> = {}): TestRecord {
  return testRecord(TASK, { name: "frames outlive a crash", durationMs: 1234.4, ...rest });
}

function failing(message: string): Partial<TestRecord> {
  return { state: "failed", failures: [{ kind: "assertion", message }] };
}

function skipped(text: string): Partial<TestRecord> {
  return { state: "skipped", obstacle: { kind: "host", text } };
}

test("a test is a case of its task, with the ids of task and criteria, and what these came to", () => {
  expect(caseOf({ recorded: [recording(loss, 0)] })).toEqual({
    classname: "block1/persistence",
    name: "frames outlive a crash",
    time: "1.234",
    properties: {
      property: [
        { name: "task", value: "block1/persistence" },
        { name: "criterion", value: "block1/persistence/loss" },
        { name: "block1/persistence/loss", value: "met" },
        { name: "block1/persistence/loss: measured", value: "0 frames" },
      ],
    },
  });
});

test("a criterion that is measured for each broker is named with the broker", () => {
  const claims = [{ criterion: "rate", broker: "redis" as const }];
  const [suite] = suitesOf([testRecord("block3/load", { claims })]);

  expect(suite?.testcase[0]?.properties?.property).toContainEqual({
    name: "criterion",
    value: "block3/load/rate@redis",
  });
});

test("what is not met is a failure, with the first line as its message and every line as its text", () => {
  const failures: TestRecord["failures"] = [
    { kind: "not-met", message: "expected 0, measured 3\n  What to do: set it" },
    { kind: "other", message: "and the cleanup failed" },
  ];

  expect(caseOf({ state: "failed", recorded: [recording(loss, 3)], failures })?.failure).toEqual({
    message: "expected 0, measured 3",
    "#text": "expected 0, measured 3\n  What to do: set it\nand the cleanup failed",
  });
});

test("what should have been observed and was not is an error", () => {
  const recorded = [recording(loss, 0)];
  const failures: TestRecord["failures"] = [{ kind: "undetermined", message: "the drain did not end" }];

  expect(caseOf({ state: "failed", recorded, failures })?.error?.message).toBe("the drain did not end");
  expect(caseOf({ state: "cut-off", recorded })?.error?.message).toBe("the test was cut off before its end");
  expect(caseOf({ claims: [{ criterion: "loss" }] })?.error?.message).toBe(
    '"frames outlive a crash" ended without recording a value',
  );
});

test("beside a hook that threw, a test that passed is an error", () => {
  const [suite] = suitesOf([testOf({ recorded: [recording(loss, 0)] })], [[TASK, "the fault did not heal"]]);

  expect(suite?.testcase.map(({ error }) => error?.message)).toEqual([
    "the fault did not heal",
    "the fault did not heal",
  ]);
});

test("what is not met and waived is skipped, with who waived it", () => {
  const waiver = {
    criterion: `${TASK}/loss`,
    approver: "A. Lead",
    reason: "slow host",
    expires: "2027-01-31",
  };
  const failures: TestRecord["failures"] = [{ kind: "not-met", message: "3 lost" }];
  const result = caseOf({ state: "failed", recorded: [recording(loss, 3)], failures }, waiver);

  expect(result?.failure).toBeUndefined();
  expect(result?.skipped?.message).toBe("waived by A. Lead until 2027-01-31: slow host; not-met: set it");
});

test.each([[[]], [[{ criterion: "loss" }]]])(
  "a skip keeps its reason, or says that it has none: %j",
  (claims) => {
    expect(caseOf({ claims, ...skipped("no loop device") })?.skipped?.message).toBe("no loop device");
    expect(caseOf({ claims, state: "skipped" })?.skipped?.message).toBe("no reason given");
  },
);

test("a test without a criterion is told by how it ended", () => {
  const undetermined: Partial<TestRecord> = {
    state: "failed",
    failures: [{ kind: "undetermined", message: "no answer" }],
  };

  expect(caseOf(failing("boom"))?.failure?.message).toBe("boom");
  expect(caseOf(undetermined)?.error?.message).toBe("no answer");
  expect(caseOf({ state: "cut-off" })).toHaveProperty("error");
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

test("a control character, which XML does not allow, is replaced wherever it is", () => {
  const coloured = "\u001b[31mred\u0000\u000b";
  const seen = "\ufffd[31mred\ufffd\ufffd";

  expect(caseOf({ name: coloured, ...failing(coloured) })).toMatchObject({
    name: seen,
    failure: { message: seen, "#text": seen },
  });
  expect(caseOf(skipped(coloured))?.skipped?.message).toBe(seen);
  expect(suitesOf([], [["block0/ports", coloured]])[0]?.testcase[0]?.error?.message).toBe(seen);
});

test("a message that is a word of XML's own is still a message", () => {
  expect(caseOf(failing("true"))?.failure).toMatchObject({ message: "true" });
});
