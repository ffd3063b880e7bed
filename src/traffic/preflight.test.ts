import { expect, test } from "vitest";
import { mustFit } from "./preflight.ts";

const LOAD = { framesPerSecond: 1_000, producers: 1, warmupSeconds: 0, durationSeconds: 1_000 };

test("a load whose record fits into half of the memory is taken", () => {
  expect(() => mustFit(LOAD, { memory: 20e6 })).not.toThrow();
});

test("one that does not is refused, with what would fit", () => {
  expect(() => mustFit(LOAD, { memory: 19.9e6 })).toThrow(
    /at most 995,000 frames.*saw 1,000,000: 1000 a second for 1000 s/,
  );
});

test("more frames than can be counted do not fit into any memory", () => {
  expect(() => mustFit({ ...LOAD, framesPerSecond: 1e7 }, { memory: 1e15 })).toThrow(
    /at most 2,147,483,647 frames/,
  );
});

test("beside a control it takes twice the memory", () => {
  expect(() => mustFit(LOAD, { memory: 40e6, records: 2 })).not.toThrow();
  expect(() => mustFit(LOAD, { memory: 39e6, records: 2 })).toThrow(/at most 975,000 frames/);
});
