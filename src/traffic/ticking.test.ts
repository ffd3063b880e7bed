import { expect, onTestFinished, test, vi } from "vitest";
import { everySecond } from "./ticking.ts";

/** Timers and a clock that are moved by hand; it starts in the middle of a second. */
function timers() {
  vi.useFakeTimers({ now: 400 });
  onTestFinished(() => void vi.useRealTimers());
  return { now: () => Date.now(), sleepUntil: async () => undefined, turn: async () => undefined };
}

test("ticks come at the full seconds from the start, and none after the end", () => {
  const clock = timers();
  const at: number[] = [];
  {
    using _ticking = everySecond(0, clock, () => at.push(clock.now()));
    vi.advanceTimersByTime(2_700);
  }
  vi.advanceTimersByTime(5_000);

  expect(at).toEqual([1_000, 2_000, 3_000]);
});

test("a tick that took its time does not move the next one", () => {
  const clock = timers();
  const at: number[] = [];
  using _ticking = everySecond(0, clock, () => {
    at.push(clock.now());
    vi.setSystemTime(clock.now() + 300);
  });
  vi.advanceTimersByTime(1_300);

  expect(at[0]).toBe(1_000);
  expect(at[1]).toBe(2_000);
});
