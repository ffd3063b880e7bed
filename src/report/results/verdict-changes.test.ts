import { expect, test } from "vitest";
import type { Status } from "../../plan/outcome.ts";
import { criterionResult, taskResult } from "../../plan/testing.ts";
import { changesOf, verdictsOf } from "./verdict-changes.ts";

function run(status: Status, other: Status = "met") {
  const criteria = [
    criterionResult("a", { status }),
    criterionResult("b", { status: other, broker: "redis" }),
  ];
  return { tasks: [taskResult("t", ...criteria)] };
}

test("a criterion that comes out the same every time has not changed", () => {
  expect(changesOf(verdictsOf([run("met"), run("met"), run("met")]))).toEqual([]);
});

test("one that comes out otherwise once is told with every verdict", () => {
  expect(changesOf(verdictsOf([run("met"), run("met", "undetermined"), run("met")]))).toEqual([
    { criterion: "t/b@redis", statuses: ["met", "undetermined", "met"] },
  ]);
});
