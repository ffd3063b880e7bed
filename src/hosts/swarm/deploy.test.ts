import { expect, test } from "vitest";
import { isWhole } from "./deploy.ts";

test.for([
  ["1/1", true],
  ["3/3", true],
  ["1/1 (max 1 per node)", true],
  ["2/3", false],
  ["0/1", false],
  ["0/0", false],
  ["", false],
] as const)("%j replicas are whole: %j", ([replicas, isIt]) => {
  expect(isWhole(replicas)).toBe(isIt);
});
