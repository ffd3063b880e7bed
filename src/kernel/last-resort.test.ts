import { expect, test, vi } from "vitest";
import { problemOf, sayEnd } from "./last-resort.ts";
import { Problem } from "./problem.ts";
import { Undetermined } from "./undetermined.ts";

test("a problem that was foreseen stays as it is", () => {
  const problem = new Problem({ subject: "s", expected: "e", seen: "x", remedy: "r" });

  expect(problemOf(problem, "npm run load")).toBe(problem);
});

test("anything else is told with what happened, where, and what to do, and without a stack", () => {
  const { message } = problemOf(new TypeError("x is not a function"), "npm run load");

  expect(message).toMatch(
    /^npm run load: expected to run to its end, saw x is not a function\n {2}Where: src\/kernel\/last-resort\.test\.ts:\d+.*\n {2}What to do: run it again/,
  );
});

test.for([
  ["EACCES: permission denied, open '.env'", /give this user the right/],
  ["ENOSPC: no space left on device, write", /free some gigabytes/],
  ["Array buffer allocation failed", /ask for less/],
  ["connect ECONNREFUSED 127.0.0.1:1", /check that what the message names runs/],
] as const)("%s has a remedy of its own", ([message, remedy]) => {
  expect(problemOf(new Error(message), "s").parts.remedy).toMatch(remedy);
});

test.for([
  [new Undetermined("the fault never landed"), 2],
  [new Error("unforeseen"), 3],
  ["a text", 3],
] as const)("%s ends a command with %i", ([thrown, code]) => {
  const said = vi.spyOn(console, "error").mockReturnValue();

  expect(sayEnd(thrown, "npm run load")).toBe(code);
  expect(said).toHaveBeenCalledOnce();
});
