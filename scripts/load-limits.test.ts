import { expect, test } from "vitest";
import { EXIT } from "../src/kernel/exit-codes.mjs";
import { exitCodeOf, limitsOf } from "./load-limits.ts";

const ASKED = {
  rate: 1000,
  duration: 600,
  maxP99Ms: 10,
  minSuccess: 99.9,
  isHa: false,
  maxInterruptionSeconds: 5,
};

test("a load has to keep its rate for its time, but for the seconds that a busy host may take", () => {
  expect(limitsOf(ASKED)).toEqual({
    minRate: 999,
    maxP99Ms: 10,
    minSuccessPercent: 99.9,
    minSustainedSeconds: expect.closeTo(591.1, 1),
    maxInterruptionSeconds: 5,
  });
});

test("where a replica confirms once a second, its seconds are not counted one by one", () => {
  expect(limitsOf({ ...ASKED, isHa: true }).minSustainedSeconds).toBeUndefined();
});

test.for([
  ["holds", EXIT.good, 0],
  ["does not hold", EXIT.against, 1],
  ["undetermined", EXIT.undetermined, 2],
] as const)("a load that %s exits as every command does", ([status, named, code]) => {
  expect(exitCodeOf({ status, findings: [] })).toBe(named);
  expect(named).toBe(code);
});
