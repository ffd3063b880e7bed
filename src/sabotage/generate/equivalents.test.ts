import { expect, test } from "vitest";
import { answersIn, sameAsFirst } from "./equivalents.ts";

test("answers go by the number of the file that was asked about", () => {
  const answers = answersIn("\n== 0.conf\nsave\n60 1\n\n== 10.conf\nsave\n60 1\n\n== 2.conf\n\n");

  expect([...answers]).toEqual([
    [0, "save\n60 1"],
    [10, "save\n60 1"],
    [2, ""],
  ]);
  expect(sameAsFirst(answers)).toEqual([10]);
});

test("where the delivered file has no answer nothing is the same", () => {
  expect(sameAsFirst(answersIn("== 0.conf\n\n== 1.conf\n"))).toEqual([]);
});
