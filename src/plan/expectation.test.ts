import { expect, test } from "vitest";
import { holds, type PlainMeasured } from "./expectation.ts";
import type { Expectation } from "./schema.ts";

interface Law {
  law: string;
  expected: Expectation;
  met: PlainMeasured[];
  notMet: PlainMeasured[];
}

test.each<Law>([
  {
    law: "at least 4 begins at 4",
    expected: { atLeast: 4 },
    met: [4, 4.001],
    notMet: [3.999, -4],
  },
  {
    law: "more than 99.9 begins above 99.9",
    expected: { moreThan: 99.9 },
    met: [99.901, 100],
    notMet: [99.9, 99.899, Number.POSITIVE_INFINITY],
  },
  {
    law: "at most 30 ends at 30",
    expected: { atMost: 30 },
    met: [30, 29.999, -1],
    notMet: [30.001],
  },
  {
    law: "less than 10 ends below 10",
    expected: { lessThan: 10 },
    met: [9.999, 0],
    notMet: [10, 10.001],
  },
  {
    law: "from 2 to 5 begins at 2 and ends at 5",
    expected: { from: 2, to: 5 },
    met: [2, 3.5, 5],
    notMet: [1.999, 5.001, "3", Number.NaN, Number.POSITIVE_INFINITY],
  },
  {
    law: "0 is nothing but the number 0",
    expected: { is: 0 },
    met: [0],
    notMet: [1, -1, "0", "", false, Number.NaN],
  },
  {
    law: "a word is that word, in the same case",
    expected: { is: "noeviction" },
    met: ["noeviction"],
    notMet: ["noEviction", "noeviction ", "allkeys-lru", ""],
  },
  {
    law: "the word yes is not true",
    expected: { is: "yes" },
    met: ["yes"],
    notMet: [true, 1],
  },
  {
    law: "true is nothing that merely counts as true",
    expected: { is: true },
    met: [true],
    notMet: [false, 1, "true", "yes"],
  },
])("$law", ({ expected, met, notMet }) => {
  expect(met.filter((measured) => !holds(expected, measured))).toEqual([]);
  expect(notMet.filter((measured) => holds(expected, measured))).toEqual([]);
});

test.each<{ kind: string; expected: Expectation }>([
  { kind: "at least", expected: { atLeast: 0 } },
  { kind: "more than", expected: { moreThan: -1 } },
  { kind: "at most", expected: { atMost: 0 } },
  { kind: "less than", expected: { lessThan: 1 } },
])("a value that is not a number is never $kind a threshold", ({ expected }) => {
  const wrong = [Number.NaN, "0", "", false, { value: 0 }];

  expect(holds(expected, 0)).toBe(true);
  expect(wrong.filter((measured) => holds(expected, measured))).toEqual([]);
});

test("versions are compared number by number, not as text or as a fraction", () => {
  const enough = ["3.12", "3.12.0", "3.13.1", "4.1.4", "4", "v3.12.1", "10.0", "3.12.14-management"];
  const tooOld = ["3.9", "3.9.29", "3.11.999", "3", "2.53", "v3.2"];
  const expected = { atLeastVersion: "3.12" };

  expect(enough.filter((version) => !holds(expected, version))).toEqual([]);
  expect(tooOld.filter((version) => holds(expected, version))).toEqual([]);
});

test("a version with more numbers asked for needs them", () => {
  expect(holds({ atLeastVersion: "3.12.2" }, "3.12")).toBe(false);
  expect(holds({ atLeastVersion: "3.12.2" }, "3.12.2")).toBe(true);
  expect(holds({ atLeastVersion: "3.12.0" }, "3.12")).toBe(true);
});

test("what does not begin as a version is no version", () => {
  const strange = ["abc", "", "rabbitmq 4.1.4", "unknown-9", true, 4, { version: "4.1.4" }];

  expect(strange.filter((measured) => holds({ atLeastVersion: "3.12" }, measured))).toEqual([]);
});

test("several values hold when each of them holds", () => {
  const expected: Expectation = { all: { lost: { is: 0 }, sent: { atLeast: 100 } } };
  const notMet: PlainMeasured[] = [
    { lost: 1, sent: 100 },
    { lost: 0, sent: 99 },
    { lost: 0, sent: Number.NaN },
    { lost: "0", sent: 100 },
  ];

  expect(holds(expected, { lost: 0, sent: 100 })).toBe(true);
  expect(holds(expected, { lost: 0, sent: 100, unasked: 7 })).toBe(true);
  expect(notMet.filter((measured) => holds(expected, measured))).toEqual([]);
});

test("a value that is missing among several is not taken for zero, nor one value for all of them", () => {
  const expected: Expectation = { all: { lost: { is: 0 }, corrupted: { atMost: 0 } } };

  expect(holds(expected, { lost: 0 })).toBe(false);
  expect(holds(expected, { corrupted: 0 })).toBe(false);
  expect(holds(expected, {})).toBe(false);
  expect(holds(expected, 0)).toBe(false);
});
