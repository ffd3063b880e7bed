import { expect, test } from "vitest";
import { refusedIn } from "./refused-files.ts";

test("those that promtool refused go by their number", () => {
  expect(refusedIn("00000 taken\n00001 refused\n00002 taken\n00010 refused\n")).toEqual([1, 10]);
});

test("where it refuses the delivered rules nothing can be told", () => {
  expect(refusedIn("00000 refused\n00001 refused\n")).toEqual([]);
  expect(refusedIn("")).toEqual([]);
});
