import fc from "fast-check";
import { expect, test } from "vitest";
import { longestInterruption, type Stall } from "./interruption.ts";

const WINDOW = { fromMs: 10_000, toMs: 50_000, intervalMs: 0 };

const stall = (fromMs: number, toMs: number): Stall => ({ fromMs, toMs });

test("where nobody had to wait, nothing was interrupted", () => {
  expect(longestInterruption([[]], WINDOW)).toBe(0);
  expect(longestInterruption([], WINDOW)).toBe(0);
});

test("the longest of several counts", () => {
  expect(
    longestInterruption([[stall(12_000, 12_500), stall(20_000, 35_000), stall(40_000, 41_000)]], WINDOW),
  ).toBe(15_000);
});

test("of several producers an interruption is what all of them wait for at once", () => {
  const first = [stall(12_000, 20_000), stall(30_000, 33_000)];
  const second = [stall(18_000, 31_000)];

  expect(longestInterruption([first, second], WINDOW)).toBe(2_000);
  expect(longestInterruption([first, second, []], WINDOW)).toBe(0);
});

test("one of them that never has a frame confirmed does not hide that the others wait", () => {
  expect(longestInterruption([[stall(0, 60_000)], [stall(20_000, 26_000)]], WINDOW)).toBe(6_000);
});

test("before the measured window nothing counts, and at its end one lasts on", () => {
  expect(longestInterruption([[stall(2_000, 9_000)]], WINDOW)).toBe(0);
  expect(longestInterruption([[stall(5_000, 13_000)]], WINDOW)).toBe(3_000);
  expect(longestInterruption([[stall(48_000, 56_000)]], WINDOW)).toBe(8_000);
  expect(longestInterruption([[stall(50_000, 58_000)]], WINDOW)).toBe(0);
});

test("frames that are due every two seconds leave two seconds between them", () => {
  const measured = { ...WINDOW, intervalMs: 2_000 };

  expect(longestInterruption([[stall(20_000, 22_000), stall(22_000, 24_100)]], measured)).toBe(100);
  expect(longestInterruption([[stall(20_000, 21_000)]], measured)).toBe(0);
});

test("it is what one finds by asking at every moment whether all wait", () => {
  const stalls = fc
    .uniqueArray(fc.nat({ max: 60 }), { maxLength: 12 })
    .map((ends) => ends.toSorted((a, b) => a - b))
    .map((ends) =>
      Array.from({ length: ends.length >> 1 }, (_, i) => stall(ends[2 * i] ?? 0, ends[2 * i + 1] ?? 0)),
    );
  fc.assert(
    fc.property(fc.array(stalls, { minLength: 1, maxLength: 3 }), (stallsOf) => {
      const window = { fromMs: 20, toMs: 50, intervalMs: 0 };
      expect(longestInterruption(stallsOf, window)).toBe(toldPlainly(stallsOf, window));
    }),
    { numRuns: 1_000 },
  );
});

/** Moment by moment: slow, and short enough to be believed. */
function toldPlainly(stallsOf: readonly (readonly Stall[])[], { fromMs, toMs }: typeof WINDOW): number {
  const which = (moment: number) =>
    stallsOf.map((stalls) => stalls.findIndex((each) => each.fromMs <= moment && moment < each.toMs)).join();
  let [longest, length, started] = [0, 0, ""];
  for (let moment = fromMs; moment < 61; moment += 1) {
    const waiting = which(moment);
    const goesOn = !waiting.split(",").includes("-1") && (moment < toMs || waiting === started);
    length = goesOn ? (waiting === started ? length + 1 : 1) : 0;
    started = goesOn ? waiting : "";
    longest = Math.max(longest, length);
  }
  return longest;
}
