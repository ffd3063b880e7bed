import { expect, test } from "vitest";
import { exitCodeOf } from "./exit-code.ts";

type Modules = Parameters<typeof exitCodeOf>[0]["modules"];

/** A file of tests that came to its end, or did not load. */
function file(project: string, { errors = [] as string[][], didNotLoad = false } = {}): Modules[number] {
  const failed = errors.map((names) => ({
    project: { name: project },
    result: () => ({ state: "failed", errors: names.map((name) => ({ name, message: "" })) }),
  }));
  return {
    errors: () => (didNotLoad ? [{ name: "SyntaxError", message: "" }] : []),
    ok: () => failed.length === 0 && !didNotLoad,
    children: { allTests: () => failed.values() },
  } as unknown as Modules[number];
}

const came = (status: "met" | "not-met" | "undetermined") => ({
  tasks: [{ id: "block1/persistence", status, criteria: [] }],
});

test.for([
  ["everything passed", 0, { modules: [file("specs"), file("unit")], results: came("met") }],
  [
    "a criterion is not met",
    1,
    { modules: [file("specs", { errors: [["NotMet"]] })], results: came("not-met") },
  ],
  ["a unit test fails", 1, { modules: [file("unit", { errors: [["AssertionError"]] })] }],
  [
    "a spec could not tell",
    2,
    { modules: [file("specs", { errors: [["TypeError"]] })], results: came("undetermined") },
  ],
  ["a sabotage could not be tried", 2, { modules: [file("sabotage", { errors: [["Undetermined"]] })] }],
  ["a file did not load", 3, { modules: [file("specs", { didNotLoad: true })] }],
  ["an error belongs to no test", 3, { modules: [file("specs")], unhandled: [new Error("x")] }],
  ["nothing ran", 3, { modules: [] }],
  [
    "something could not start",
    3,
    { modules: [file("specs")], problems: ["redis: expected ..."], results: came("not-met") },
  ],
] as const)("%s: %i", ([, code, ended]) => {
  expect(exitCodeOf({ unhandled: [], problems: [], results: undefined, ...ended })).toBe(code);
});
