import fc from "fast-check";
import { expect, test } from "vitest";
import { Ticks } from "./ticks.ts";

const START_MS = 12_345_678.9;
const DAY_MS = 86_400_000;

test("a tick is a microsecond for a load of minutes, and longer for one of hours", () => {
  expect(Ticks.lengthFor(600_000)).toBe(0.001);
  expect(Ticks.lengthFor(3_600_000)).toBe(0.004);
});

test("a time is told up to a tick too long, and never too short", () => {
  const times = fc.record({
    loadMs: fc.integer({ min: 1_000, max: DAY_MS }),
    share: fc.double({ min: 0, max: 2, noNaN: true }),
  });
  fc.assert(
    fc.property(
      times,
      fc.double({ min: -9_000, max: 60_000, noNaN: true }),
      ({ loadMs, share }, latencyMs) => {
        const tickMs = Ticks.lengthFor(loadMs);
        const ticks = new Ticks(START_MS, tickMs);
        const dueMs = START_MS + share * loadMs;
        const told = ticks.since(dueMs, ticks.placeOf(dueMs + latencyMs));

        expect(told).toBeGreaterThan(latencyMs - 1e-4);
        expect(told).toBeLessThan(
          Math.max(0, latencyMs) === 0 && told === 0 ? 1e-4 : latencyMs + tickMs + 1e-4,
        );
      },
    ),
  );
});

test("what came later has a higher place, and what came in one tick the same", () => {
  const ticks = new Ticks(START_MS, 0.001);

  expect(ticks.placeOf(START_MS + 1)).toBe(ticks.placeOf(START_MS + 0.9995));
  expect(ticks.placeOf(START_MS + 1)).toBeLessThan(ticks.placeOf(START_MS + 1.0015));
});

test("a moment that lies past the end, or never was, tells no time", () => {
  const ticks = new Ticks(START_MS, 0.001);

  expect(ticks.since(START_MS, 0)).toBeNaN();
  expect(ticks.since(START_MS, ticks.placeOf(START_MS + DAY_MS))).toBeNaN();
  expect(ticks.placeOf(START_MS - DAY_MS)).toBe(1);
});
