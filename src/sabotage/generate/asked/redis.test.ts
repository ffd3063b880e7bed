import { expect, test } from "vitest";
import { answersIn, outcomesIn } from "./redis.ts";

test("answers go by the number of the file that was asked about", () => {
  const answers = answersIn(
    "\n== 0.conf\nsave\n60 1\n\n== 10.conf\nsave\n60 1\n\n== 2.conf\n\n\n== 3.conf\nended\n",
  );

  expect([...answers]).toEqual([
    [0, "save\n60 1"],
    [10, "save\n60 1"],
    [2, ""],
    [3, "ended"],
  ]);
  expect([...outcomesIn(answers)].map(([number, { status }]) => [number, status])).toEqual([
    [10, "equivalent"],
    [3, "refused"],
  ]);
});

test("where the delivered file has no answer nothing is told", () => {
  expect(outcomesIn(answersIn("== 0.conf\n\n== 1.conf\n")).size).toBe(0);
  expect(outcomesIn(answersIn("== 0.conf\nended\n== 1.conf\nended\n")).size).toBe(0);
});
