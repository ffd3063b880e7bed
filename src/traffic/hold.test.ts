import { expect, test } from "vitest";
import { Hold } from "./hold.ts";

/** A clock that stands where it is put; nothing on it ever ends by itself. */
function clockAt(nowMs: number) {
  const clock = {
    nowMs,
    now: () => clock.nowMs,
    sleepUntil: () => new Promise<void>(() => undefined),
    turn: async () => undefined,
  };
  return clock;
}

/** A producer that was held from 1,000 to 1,500 ms. */
async function held() {
  const clock = clockAt(1_000);
  const hold = new Hold(clock);
  const waiting = hold.wait(60_000);
  clock.nowMs = 1_500;
  hold.end();
  await waiting;
  return hold;
}

test("a frame that leaves late after a hold is the broker's, for as long as the hold was", async () => {
  const hold = await held();

  expect(hold.excuses(1_500, { isLate: true })).toBe(true);
  expect(hold.excuses(2_000, { isLate: true })).toBe(true);
  expect(hold.excuses(2_001, { isLate: true })).toBe(false);
});

test("once a frame leaves in time, what is late afterwards is the producer's own", async () => {
  const hold = await held();
  hold.excuses(1_500, { isLate: true });

  expect(hold.excuses(1_600, { isLate: false })).toBe(false);
  expect(hold.excuses(1_700, { isLate: true })).toBe(false);
});

test("a producer that nobody held is late by itself, and an end without a hold is none", () => {
  const hold = new Hold(clockAt(1_000));
  hold.end();

  expect(hold.excuses(1_000, { isLate: true })).toBe(false);
});

test("a hold that began again counts from its first wait", async () => {
  const clock = clockAt(1_000);
  const hold = new Hold(clock);
  for (const nowMs of [1_200, 1_400]) {
    const waiting = hold.wait(60_000);
    clock.nowMs = nowMs;
    hold.end();
    await waiting;
  }

  expect(hold.excuses(1_400, { isLate: true })).toBe(true);
  expect(hold.excuses(1_800, { isLate: true })).toBe(true);
});
