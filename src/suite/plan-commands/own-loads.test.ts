import { expect, test } from "vitest";
import type { World } from "./own-command-list.ts";
import { loadOtherwise, pausedLoad, verdictOtherwise } from "./own-loads.ts";

const ASKED = { rate: 100, duration: 5 };
const TOLD = { asked: { ...ASKED, warmup: 1 }, measuredSeconds: 5.01, delivery: { attempted: 600 } };

test("a load that ran as it was asked to has nothing that is otherwise", () => {
  expect(loadOtherwise(TOLD, ASKED)).toBeUndefined();
});

test.for([
  [undefined, "it left no result"],
  [{ ...TOLD, asked: { rate: 1000, duration: 60 } }, "it ran with rate 1000 and duration 60"],
  [{ ...TOLD, asked: { rate: 100, duration: 60 } }, "it ran with rate 100 and duration 60"],
  [{ ...TOLD, measuredSeconds: 2 }, "it measured 2 s"],
  [{ ...TOLD, measuredSeconds: undefined }, "it measured undefined s"],
  [{ ...TOLD, delivery: { attempted: 300 } }, "300 frames were due, not 600"],
] as const)("%o: %s", ([told, otherwise]) => {
  expect(loadOtherwise(told, ASKED)).toBe(otherwise);
});

test.for([
  ["The load test holds.", 0, undefined],
  ["The load test does not hold.", 1, undefined],
  ["Undetermined: the run did not show what it should.", 2, undefined],
  ["The load test does not hold.", 0, 'exit code 0 beside "The load test does not hold."'],
  [
    "Undetermined: the run did not show what it should.",
    0,
    'exit code 0 beside "Undetermined: the run did not show what it should."',
  ],
  ["The load test holds.", 1, 'exit code 1 beside "The load test holds."'],
] as const)("%s with exit code %i", ([line, exitCode, otherwise]) => {
  expect(verdictOtherwise({ stdout: `Judged\n${line}\n`, exitCode })).toBe(otherwise);
});

const STOOD_STILL = [
  "✔ achieved rate  100.0 frames/s, expected at least 99.9 frames/s",
  "✖ rate kept for  11 s, expected at least 19.7 s",
  "✖ interruption   8.1 s, expected at most 5 s",
  "The load test does not hold.",
  "",
].join("\n");

test.for([
  ["", "", undefined],
  ["✖ rate kept for  11 s, expected at least 19.7 s\n", "", "it does not mark rate kept for"],
  ["✖ interruption ", "? interruption ", "it does not mark interruption"],
  ["does not hold", "holds", 'exit code 1 beside "The load test holds."'],
] as const)("a load whose broker stood still, with %j made %j: %s", async ([from, to, otherwise]) => {
  const stdout = STOOD_STILL.replace(from, to);
  const ran = { stdout, printed: stdout, exitCode: 1, seconds: 25, isEnded: false };

  expect(await pausedLoad(undefined).otherwise?.(ran, {} as World)).toBe(otherwise);
});
