import { expect, test } from "vitest";
import type { Status } from "../../plan/outcome.ts";
import { criterionResult, taskResult } from "../../plan/testing.ts";
import { countStatuses, describeDuration, verdictIn } from "./words.ts";

const counted = (...statuses: Status[]) => countStatuses(statuses.map((status) => ({ status })));

test("statuses are counted worst first, those that there are none of left out", () => {
  expect(counted("met", "not-met", "met", "undetermined", "waived", "not-run", "met")).toBe(
    "1 not met, 1 undetermined, 1 not run, 1 waived, 3 met",
  );
  expect(counted("met", "met")).toBe("2 met");
});

test.each([
  [0, "0.0 s"],
  [4_249, "4.2 s"],
  [59_900, "59.9 s"],
  [59_990, "1 min 0 s"],
  [60_000, "1 min 0 s"],
  [119_600, "2 min 0 s"],
  [119_000, "1 min 59 s"],
  [600_400, "10 min 0 s"],
  [3_725_000, "62 min 5 s"],
])("%d ms read as %j", (ms, words) => {
  expect(describeDuration(ms)).toBe(words);
});

test("accepted says whether everything is met, or something was waived", () => {
  const tasks = (status: "met" | "waived") => [
    taskResult("block3/load", criterionResult("rate", { status })),
  ];

  expect(verdictIn("en", { verdict: "accepted", tasks: tasks("met") })).toBe(
    "Accepted: every criterion is met.",
  );
  expect(verdictIn("en", { verdict: "accepted", tasks: tasks("waived") })).toBe(
    "Accepted: every criterion is met, or waived by the person who is named with it.",
  );
  expect(verdictIn("en", { verdict: "rejected", tasks: tasks("waived") })).toBe(
    "Rejected: at least one criterion is not met.",
  );
  expect(verdictIn("pl", { verdict: "accepted", tasks: tasks("waived") })).toMatch(/^Przyjęte: .*odstąpiła/);
});
