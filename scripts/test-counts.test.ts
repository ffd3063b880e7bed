import type { TestError } from "vitest";
import { expect, test } from "vitest";
import type { TestResult } from "vitest/node";
import { countsOf, failedOf, undecidedOf } from "./test-counts.ts";

function moduleOf(tests: Record<string, TestResult>, broken: readonly TestError[] = []) {
  const all = Object.entries(tests).map(([fullName, result]) => ({ fullName, result: () => result }));
  return { errors: () => [...broken] as never[], children: { allTests: () => all } };
}

const failedBy = (...kinds: (string | undefined)[]): TestResult => ({
  state: "failed",
  errors: kinds.map((kind) => ({ name: "Error", message: `it is ${kind}`, ...(kind ? { kind } : {}) })),
});
const PASSED: TestResult = { state: "passed", errors: undefined };
const SKIPPED: TestResult = { state: "skipped", errors: undefined, note: "no image" };

test("a value that lies across its limit is skipped, and named", () => {
  const modules = [moduleOf({ fast: PASSED, slow: failedBy("undecided"), left: SKIPPED })];
  expect(countsOf(modules)).toEqual({ passed: 1, failed: 0, skipped: 2 });
  expect(undecidedOf(modules)).toEqual(["slow: it is undecided"]);
});

test.each(["not-met", "undetermined", "problem", undefined])("a test that fails by %s fails", (kind) => {
  const modules = [moduleOf({ one: failedBy(kind), both: failedBy("undecided", kind) })];
  expect(countsOf(modules)).toEqual({ passed: 0, failed: 2, skipped: 0 });
  expect(undecidedOf(modules)).toEqual([]);
});

test("a file that did not load is one failure", () => {
  expect(countsOf([moduleOf({}, [{ name: "Error", message: "no such module" }])]).failed).toBe(1);
});

test("a test without an error of its own that failed is a failure", () => {
  expect(countsOf([moduleOf({ one: failedBy() })])).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("where nothing may be left open, what is undecided fails", () => {
  expect(failedOf([moduleOf({ slow: failedBy("undecided"), one: failedBy("not-met") })])).toBe(2);
});
