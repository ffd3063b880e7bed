import { expect, test } from "vitest";
import { judgeGenerated } from "../../judges/sabotage-generated.ts";
import { deliveredMutants } from "./delivered.ts";
import { readSurvivors } from "./survivors.ts";

test("every reason is about mutants that there are, and says one thing of each", () => {
  const { right, gaps } = readSurvivors();
  const ids = deliveredMutants().map(({ id }) => id);

  expect(judgeGenerated(ids, [], { ...right, ...gaps }).astray).toEqual([]);
  expect(Object.keys(right).filter((pattern) => pattern in gaps)).toEqual([]);
});
