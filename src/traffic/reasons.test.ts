import { expect, test } from "vitest";
import { count, counted, type Reasons } from "./reasons.ts";

test("reasons count together over all threads, each once, in the order in which they came", () => {
  const [one, other]: [Reasons, Reasons] = [new Map(), new Map()];
  count(one, "full");
  count(one, "full", 2);
  count(other, "no connection");
  count(other, "full");

  expect(Object.entries(counted([one, other]))).toEqual([
    ["full", 4],
    ["no connection", 1],
  ]);
  expect(counted([])).toEqual({});
});
