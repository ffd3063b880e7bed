import { expect, test } from "vitest";
import { describeExpectation, describeMeasured, type Measured } from "./expectation.ts";
import type { Expectation } from "./schema.ts";

test.each<[text: string, expected: Expectation, unit?: string]>([
  ["0 frames", { is: 0 }, "frames"],
  ["noeviction", { is: "noeviction" }],
  ["yes", { is: true }],
  ["no", { is: false }],
  ["≥ 4 GiB", { atLeast: 4 }, "GiB"],
  ["> 10,000 ops/s", { moreThan: 10_000 }, "ops/s"],
  ["> 99.9 %", { moreThan: 99.9 }, "%"],
  ["≤ 30 s", { atMost: 30 }, "s"],
  ["< 1 ms", { lessThan: 1 }, "ms"],
  ["1,000 to 5,000 ms", { from: 1000, to: 5000 }, "ms"],
  ["≥ 10 min", { atLeast: 600 }, "s"],
  ["5 min to 24 h", { from: 300_000, to: 86_400_000 }, "ms"],
  ["30 s to 1 h", { from: 30, to: 3600 }, "s"],
  ["> 1,000.5 frames/s", { moreThan: 1000.5 }, "frames/s"],
  ["≥ 3.12", { atLeastVersion: "3.12" }],
  ["lost 0, sent ≥ 1,000 frames", { all: { lost: { is: 0 }, sent: { atLeast: 1000 } } }, "frames"],
])("an expectation reads %j", (text, expected, unit) => {
  expect(describeExpectation(expected, unit)).toBe(text);
});

const ANY = { atLeast: 0 };

test.each<[text: string, measured: Measured, unit?: string]>([
  ["12,345 ops/s", 12_345.4, "ops/s"],
  ["999.5 ops/s", 999.5, "ops/s"],
  ["22.2 GiB", 22.237, "GiB"],
  ["1.25", 1.2479],
  ["10 min 9 s", 609.2, "s"],
  ["58.5 s", 58.45, "s"],
  ["0.123 ms", 0.1234, "ms"],
  ["-1,234", -1234.4],
  ["NaN ms", Number.NaN, "ms"],
  ["4.1.4", "4.1.4"],
  ["yes", true],
  ["no", false],
  ["lost 2, duplicated 0 frames", { lost: 2, duplicated: 0 }, "frames"],
])("a measured value reads %j", (text, measured, unit) => {
  expect(describeMeasured(measured, ANY, unit)).toBe(text);
});

test.each<[text: string, measured: Measured, expected: Expectation]>([
  ["9.9996", 9.9996, { lessThan: 10 }],
  ["10", 10.0004, { atLeast: 10 }],
  ["10.0004", 10.0004, { atMost: 10 }],
  ["10,000.4", 10_000.4, { moreThan: 10_000 }],
  ["0.0004", 0.0004, { is: 0 }],
  ["9.9999999", 9.9999999, { lessThan: 10 }],
  ["a 79.9999, b 1", { a: 79.9999, b: 1 }, { all: { a: { lessThan: 80 }, b: { is: 1 } } }],
])("rounding to %j never tells another outcome than the value", (text, measured, expected) => {
  expect(describeMeasured(measured, expected)).toBe(text);
});

test("a time is told in whole seconds unless they would be judged otherwise", () => {
  expect(describeMeasured(600.4, { atMost: 600 }, "s")).toBe("600.4 s");
  expect(describeMeasured(599.6, { atMost: 600 }, "s")).toBe("10 min");
});

test("a range is told in the form of a language", () => {
  expect(describeExpectation({ from: 1, to: 2.5 }, "s", "pl")).toBe("od 1 do 2,5 s");
});
