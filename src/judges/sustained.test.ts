import fc from "fast-check";
import { expect, test } from "vitest";
import { IN_TIME_MS, slowSeconds, sustainedSeconds, type WindowSecond } from "./sustained.ts";

const RATE = 1_000;

const full = (confirmed: number, received = confirmed): WindowSecond => ({ seconds: 1, confirmed, received });
const times = (count: number, second: WindowSecond) => Array.from({ length: count }, () => second);

test("a broker that keeps up in every second has sustained the rate for all of them", () => {
  const window = times(40, full(1_005));

  expect(sustainedSeconds(window, RATE)).toBe(40);
  expect(slowSeconds(window, RATE)).toEqual([]);
});

test("seconds in which nothing was in time do not count, whatever was caught up with later", () => {
  const window = [...times(10, full(1_005)), ...times(15, full(0)), ...times(15, full(1_005))];

  expect(sustainedSeconds(window, RATE)).toBe(25);
  expect(slowSeconds(window, RATE)).toEqual(Array.from({ length: 15 }, (_, index) => index + 11));
});

test("frames have to come out in time as well, and to be confirmed", () => {
  expect(sustainedSeconds([full(1_005, 0), full(0, 1_005), full(1_005)], RATE)).toBe(1);
});

test.for([
  [1_000, 1],
  [999, 1],
  [998, 0],
] as const)("of a thousand asked for, %d in time: a second's edge takes one at most", ([inTime, kept]) => {
  expect(sustainedSeconds([full(inTime)], RATE)).toBe(kept);
});

test("a last second that is cut short counts for what it is", () => {
  const cut = (inTime: number) => ({ seconds: 0.6, confirmed: inTime, received: inTime });

  expect(sustainedSeconds([full(1_005), cut(603)], RATE)).toBeCloseTo(1.6, 9);
  expect(sustainedSeconds([full(1_005), cut(598)], RATE)).toBe(1);
});

test("a window without a second has none", () => {
  expect(sustainedSeconds([], RATE)).toBe(0);
});

test("frames that are due at any rate, and all in time, keep every second, wherever it begins", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 2_000, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rate, phase) => {
        const window = Array.from({ length: 5 }, (_, second) => {
          const due = Math.ceil(rate * (second + 1) - phase) - Math.ceil(rate * second - phase);
          return full(due);
        });
        expect(sustainedSeconds(window, rate * 0.999)).toBe(5);
      },
    ),
    { numRuns: 500 },
  );
});

test("the more is asked for, the fewer seconds count, and never more than there are", () => {
  const anySecond = fc.record({
    seconds: fc.constantFrom(1, 0.5),
    confirmed: fc.nat({ max: 20 }),
    received: fc.nat({ max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(anySecond), fc.nat({ max: 20 }), (window, rate) => {
      const kept = sustainedSeconds(window, rate);
      const slow = slowSeconds(window, rate).reduce((sum, at) => sum + (window[at - 1]?.seconds ?? 0), 0);
      expect(kept + slow).toBeCloseTo(
        window.reduce((sum, { seconds }) => sum + seconds, 0),
        9,
      );
      expect(sustainedSeconds(window, rate + 1)).toBeLessThanOrEqual(kept);
    }),
    { numRuns: 500 },
  );
});

test("what is in time is within the second that is counted", () => {
  expect(IN_TIME_MS).toBe(1_000);
});
