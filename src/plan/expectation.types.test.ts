import { expect, test } from "vitest";
import { holds } from "./expectation.ts";

test.for([
  ["a number that is written as text", { atLeast: 3 }, "4"],
  ["text beside a lower bound", { moreThan: 3 }, "4"],
  ["text beside an upper bound", { atMost: 3 }, "2"],
  ["text beside an upper bound that is not reached", { lessThan: 3 }, "2"],
  ["a yes", { atLeast: 0 }, true],
  ["more than can be measured", { moreThan: 3 }, Number.POSITIVE_INFINITY],
  ["no number", { atMost: 3 }, Number.NaN],
  ["several values where one is expected", { is: 0 }, { lost: 0 }],
] as const)("%s does not hold", ([, expected, measured]) => {
  expect(holds(expected, measured)).toBe(false);
});

test("one value where several are expected does not hold", () => {
  expect(holds({ all: { lost: { is: 0 } } }, 0)).toBe(false);
});

test.for(["3.12", "3.12.0", "3.13", "4.0", "v3.12"])("version %s is at least 3.12", (version) => {
  expect(holds({ atLeastVersion: "3.12" }, version)).toBe(true);
});

test.for(["3.11.9", "3", "2.99", "latest", ""])("version %s is not", (version) => {
  expect(holds({ atLeastVersion: "3.12" }, version)).toBe(false);
});
