import { expect, test } from "vitest";
import { isAmount, offByTen, scaled } from "./scaled.ts";

test.for([
  ["5s", 10, "50s"],
  ["5s", 0.1, "500ms"],
  ["1m", 0.1, "6s"],
  ["15d", 0.1, "36h"],
  ["30m", 0.1, "3m"],
  ["2gb", 10, "20gb"],
  ["2gb", 0.1, "205mb"],
  ["1GB", 0.1, "102MB"],
  ["70", 0.1, "7"],
  ["14", 0.1, "1"],
  ["6", 0.1, "1"],
  ["1", 0.1, "0"],
  ["0.9", 0.1, "0.09"],
  ["0.9", 10, "9"],
  ["50000", 0.1, "5000"],
] as const)("%s times %s is %s", ([text, factor, to]) => {
  expect(scaled(text, factor)).toBe(to);
});

test("a text that is no amount is refused", () => {
  expect(["always", "", "5 s", "redis:6379"].map(isAmount)).toEqual([false, false, false, false]);
  expect(["5", "5s", "2gb", "0.5", "1GB"].map(isAmount)).toEqual([true, true, true, true, true]);
  expect(() => scaled("always", 10)).toThrow('"always" is no amount');
});

test("zero has no tenth, and ten times of it is one", () => {
  expect(offByTen("0")).toEqual([{ kind: "times ten", to: "1" }]);
  expect(offByTen("10").map(({ to }) => to)).toEqual(["100", "1"]);
});
