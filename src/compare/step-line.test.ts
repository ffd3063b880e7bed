import { expect, test } from "vitest";
import { StepLine } from "./step-line.ts";

test("each step is told with its number, of how many, and the time since the start", () => {
  const lines: string[] = [];
  let now = 1_000;
  const steps = new StepLine(
    12,
    (line) => lines.push(line),
    () => now,
  );

  steps.begin("Redis, one node: starts");
  now += 187_400;
  steps.begin("round 1 of 3");

  expect(lines).toEqual(["[1/12, 0:00] Redis, one node: starts", "[2/12, 3:07] round 1 of 3"]);
});
