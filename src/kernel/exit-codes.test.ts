import { expect, test } from "vitest";
import { EXIT, exitCodeOfSignal } from "./exit-codes.mjs";

test("1 is left to judges, and a signal's code is beyond all others", () => {
  expect(EXIT).toEqual({ good: 0, against: 1, undetermined: 2, couldNot: 3 });
  expect([exitCodeOfSignal("SIGINT"), exitCodeOfSignal("SIGTERM")]).toEqual([130, 143]);
});
