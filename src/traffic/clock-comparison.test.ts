import { expect, test } from "vitest";
import { ClockComparison } from "./clock-comparison.ts";

/** A thread whose clock is off by so much, and that takes so long to be asked and to answer. */
function compared(offMs: () => number, ways: () => [thereMs: number, backMs: number]) {
  let nowMs = 1_000;
  let exchanges = 0;
  const comparison: ClockComparison = new ClockComparison(
    () => {
      exchanges += 1;
      const [thereMs, backMs] = ways();
      nowMs += thereMs;
      const reading = nowMs + offMs();
      queueMicrotask(() => {
        nowMs += backMs;
        comparison.told(reading);
      });
    },
    () => nowMs,
  );
  return { comparison, exchanges: () => exchanges };
}

test("a clock that is the same lies within the time that an exchange takes", async () => {
  const { comparison, exchanges } = compared(
    () => 0,
    () => [0.02, 0.03],
  );

  await comparison.narrow();

  expect(comparison.bounds).toEqual({ leastMs: expect.closeTo(-0.03, 9), mostMs: expect.closeTo(0.02, 9) });
  expect(exchanges()).toBe(1);
});

test("one that is 5 ms behind has bounds around that", async () => {
  const { comparison } = compared(
    () => -5,
    () => [0.02, 0.03],
  );

  await comparison.narrow();

  expect(comparison.bounds).toEqual({ leastMs: expect.closeTo(-5.03, 9), mostMs: expect.closeTo(-4.98, 9) });
});

test("slow exchanges are repeated, and the quickest each way counts", async () => {
  let count = 0;
  const { comparison, exchanges } = compared(
    () => 0,
    () => {
      count += 1;
      return [count === 3 ? 0.01 : 4, count === 5 ? 0.01 : 4];
    },
  );

  await comparison.narrow();

  expect(exchanges()).toBe(5);
  expect(comparison.bounds).toEqual({ leastMs: expect.closeTo(-0.01, 9), mostMs: expect.closeTo(0.01, 9) });
});

test("one that is always slow is not asked for ever, and its bounds stay as wide as they are", async () => {
  const { comparison, exchanges } = compared(
    () => 0,
    () => [2, 3],
  );

  await comparison.narrow();

  expect(exchanges()).toBe(200);
  expect(comparison.bounds).toEqual({ leastMs: expect.closeTo(-3, 9), mostMs: expect.closeTo(2, 9) });
});

test("a clock that moves between two exchanges contradicts itself", async () => {
  let offMs = 0;
  const { comparison } = compared(
    () => offMs,
    () => [0.02, 0.03],
  );
  await comparison.exchange();
  offMs = 3;
  await comparison.exchange();

  const { leastMs, mostMs } = comparison.bounds;
  expect(leastMs - mostMs).toBeCloseTo(2.95, 9);
});

test("nobody waits for the reading of a thread that is gone", async () => {
  const comparison = new ClockComparison(() => undefined);
  const waiting = comparison.exchange();

  comparison.fail(new Error("the thread has ended"));

  await expect(waiting).rejects.toThrow("the thread has ended");
});

test("a reading that nobody has asked for narrows nothing", () => {
  const comparison = new ClockComparison(() => undefined);

  comparison.told(5);

  expect(comparison.bounds).toEqual({ leastMs: -Infinity, mostMs: Infinity });
});
