import { expect, test } from "vitest";
import type { CriterionResult } from "../plan/conclude.ts";
import { criterionResult, taskResult } from "../plan/testing.ts";
import { exitCodeOf, exitCodeOfVerdict } from "./exit-code.ts";

type Modules = Parameters<typeof exitCodeOf>[0]["modules"];

interface FileEnd {
  /** The errors of each test that failed. */
  errors?: object[][];
  claims?: { criterion: string }[];
  hookThrew?: boolean;
  didNotLoad?: boolean;
  isCutOff?: boolean;
}

/** A file of tests as the runner has it at the end. */
function file(project: string, how: FileEnd = {}): Modules[number] {
  const { errors = [], claims = [{ criterion: "loss" }], hookThrew, didNotLoad, isCutOff } = how;
  const failed = errors.map((each) => ({ meta: () => ({ claims }), result: () => ({ errors: each }) }));
  const pending = isCutOff ? [{ meta: () => ({ claims }) }] : [];
  const thrown = (is: boolean | undefined) => (is ? [{ name: "Error", message: "x" }] : []);
  return {
    project: { name: project },
    errors: () => thrown(didNotLoad),
    ok: () => !didNotLoad && !hookThrew && !isCutOff && failed.length === 0,
    children: {
      allTests: (state: string) => ({ failed, pending })[state]?.values(),
      allSuites: () => [{ errors: () => thrown(hookThrew) }].values(),
    },
  } as unknown as Modules[number];
}

const came = (rest: Partial<CriterionResult>) => ({
  tasks: [taskResult("block1/persistence", criterionResult("loss", rest), criterionResult("aof"))],
});

const NOT_MET = { name: "NotMet", kind: "not-met" };
const OTHER = { name: "TypeError", message: "" };
const UNDETERMINED = { name: "Undetermined", kind: "undetermined" };

test.for([
  ["everything passed", 0, { modules: [file("specs"), file("unit")], results: came({}) }],
  [
    "a criterion is not met",
    1,
    { modules: [file("specs", { errors: [[NOT_MET]] })], results: came({ status: "not-met" }) },
  ],
  [
    "a criterion is not met though its test passed",
    1,
    { modules: [file("specs")], results: came({ status: "not-met" }) },
  ],
  [
    "what is not met is waived",
    0,
    { modules: [file("specs", { errors: [[OTHER]] })], results: came({ status: "waived" }) },
  ],
  ["a unit test fails", 1, { modules: [file("unit", { errors: [[{ name: "AssertionError" }]] })] }],
  [
    "one of a unit test's errors is more than undetermined",
    1,
    { modules: [file("unit", { errors: [[UNDETERMINED, OTHER]] })] },
  ],
  [
    "a spec could not tell",
    2,
    { modules: [file("specs", { errors: [[OTHER]] })], results: came({ status: "undetermined" }) },
  ],
  [
    "there is an obstacle",
    0,
    { modules: [file("specs")], results: came({ status: "undetermined", obstacle: "host" }) },
  ],
  ["a criterion was not asked for", 0, { modules: [file("specs")], results: came({ status: "not-run" }) }],
  [
    "a spec without a criterion fails",
    2,
    { modules: [file("specs", { errors: [[OTHER]], claims: [] })], results: came({}) },
  ],
  [
    "a spec without a criterion is cut off",
    2,
    { modules: [file("specs", { isCutOff: true, claims: [] })], results: came({}) },
  ],
  ["a hook threw", 2, { modules: [file("specs", { hookThrew: true })], results: came({}) }],
  ["a sabotage could not be tried", 2, { modules: [file("sabotage", { errors: [[UNDETERMINED]] })] }],
  ["a unit test is cut off", 2, { modules: [file("unit", { isCutOff: true })] }],
  ["a file did not load", 3, { modules: [file("specs", { didNotLoad: true })] }],
  ["an error belongs to no test", 3, { modules: [file("specs")], unhandled: [new Error("x")] }],
  ["nothing ran", 3, { modules: [] }],
  [
    "something could not start",
    3,
    { modules: [file("specs")], problems: ["redis: expected ..."], results: came({ status: "not-met" }) },
  ],
] as const)("%s: %i", ([, code, ended]) => {
  expect(exitCodeOf({ unhandled: [], problems: [], results: undefined, ...ended })).toBe(code);
});

test("a verdict has its exit code", () => {
  expect([
    exitCodeOfVerdict("accepted"),
    exitCodeOfVerdict("rejected"),
    exitCodeOfVerdict("incomplete"),
  ]).toEqual([0, 1, 2]);
});
