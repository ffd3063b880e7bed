import { expect, test } from "vitest";
import { criterionResult } from "../../plan/testing.ts";
import { accountIn } from "./account.ts";

const NONE = { lost: 0, duplicated: 0, corrupted: 0, unexpected: 0 };

test("a load is told frame by frame, in a sentence", () => {
  const details = { attempted: 5532, confirmed: 5468, refused: 0, unknown: 64, recovered: 0 };
  const result = criterionResult("loss", { measured: NONE, details });

  expect(accountIn("en", result)).toBe(
    "5,532 frames were sent and 5,468 confirmed, 64 left unanswered; none that was confirmed is lost.",
  );
  expect(accountIn("pl", result)).toBe(
    "Wysłane klatki: 5532, potwierdzone: 5468; bez odpowiedzi: 64; żadna potwierdzona nie zginęła.",
  );
});

test("what is lost, doubled and damaged is told", () => {
  const measured = { ...NONE, lost: 1212, duplicated: 3, corrupted: 1 };
  const result = criterionResult("loss", { measured, details: { frames: 5000 } });

  expect(accountIn("en", result)).toBe(
    "5,000 frames were sent; 1,212 of the confirmed ones never came out; 3 came out more than once; 1 came out damaged.",
  );
});

test.each([
  ["a single value", { measured: 0, details: { confirmed: 3 } }],
  ["values that are no frames", { measured: { errors: 0 }, details: { confirmed: 3 } }],
  ["no number of frames", { measured: NONE }],
  ["nothing measured", {}],
])("there is no account of %s", (_, rest) => {
  expect(accountIn("en", criterionResult("loss", rest))).toBeUndefined();
});
