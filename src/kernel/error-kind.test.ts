import { expect, test } from "vitest";
import { errorKindOf } from "./error-kind.ts";
import { Problem } from "./problem.ts";
import { Undetermined } from "./undetermined.ts";

const problem = new Problem({ subject: "s", expected: "e", seen: "x", remedy: "r" });

test.for([
  [problem, "problem"],
  [new Undetermined("no answer"), "undetermined"],
  [structuredClone({ ...new Undetermined("no answer") }), "undetermined"],
  [Object.assign(new Error("3 lost"), { kind: "not-met" }), "not-met"],
  [Object.assign(new Error("x"), { kind: "of another library" }), undefined],
  [Object.assign(new Error("x"), { name: "Undetermined" }), undefined],
  [new Error("x"), undefined],
  [null, undefined],
  ["undetermined", undefined],
] as const)("the kind of %s is %s, whatever it is called", ([thrown, kind]) => {
  expect(errorKindOf(thrown)).toBe(kind);
});
