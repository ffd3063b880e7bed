import { expect, test } from "vitest";
import type { Status } from "../plan/outcome.ts";
import { changesOf, verdictsOf } from "./verdict-changes.ts";

function run(status: Status, other: Status = "met") {
  const criterion = (id: string, each: Status) => ({
    id,
    status: each,
    expected: "",
    details: {},
    evidence: [],
  });
  return {
    tasks: [
      {
        id: "t",
        status,
        criteria: [criterion("a", status), { ...criterion("b", other), broker: "redis" as const }],
      },
    ],
  };
}

test("a criterion that comes out the same every time has not changed", () => {
  expect(changesOf(verdictsOf([run("met"), run("met"), run("met")]))).toEqual([]);
});

test("one that comes out otherwise once is told with every verdict", () => {
  expect(changesOf(verdictsOf([run("met"), run("met", "undetermined"), run("met")]))).toEqual([
    { criterion: "t/b (redis)", statuses: ["met", "undetermined", "met"] },
  ]);
});
