import { expect, onTestFinished, test } from "vitest";
import { Pacer } from "./pacer.ts";

function paced(): Pacer {
  const pacer = new Pacer();
  onTestFinished(() => pacer[Symbol.asyncDispose]());
  return pacer;
}

test("nobody wakes before his time, and who is to wake first does, in whatever order they went to sleep", async () => {
  const pacer = paced();
  const start = pacer.now();
  const woken: number[] = [];
  const sleep = async (ms: number) => {
    await pacer.sleepUntil(start + ms);
    expect(pacer.now()).toBeGreaterThanOrEqual(start + ms);
    woken.push(ms);
  };

  await Promise.all([300, 20.5, 120, 20.1, 0, -5].map(sleep));

  expect(woken).toEqual([-5, 0, 20.1, 20.5, 120, 300]);
});

test("one who sleeps again and again wakes each time", async () => {
  const pacer = paced();
  const start = pacer.now();
  for (let ms = 0.3; ms < 60; ms += 0.3) {
    await pacer.sleepUntil(start + ms);
    expect(pacer.now()).toBeGreaterThanOrEqual(start + ms);
  }

  expect(pacer.tookMs).toBeGreaterThan(0);
});

test("nobody is woken more often than every half millisecond", async () => {
  const pacer = paced();
  // Its thread has begun then.
  await pacer.sleepUntil(pacer.now());
  const start = pacer.now();
  let sleeps = 0;
  for (let ms = 0; ms < 30; ms += 0.05) {
    if (pacer.now() >= start + ms) continue;
    await pacer.sleepUntil(start + ms);
    sleeps += 1;
  }

  expect(sleeps).toBeGreaterThan(0);
  expect(sleeps).toBeLessThanOrEqual(30 / 0.5 + 1);
});

test("what arrives is handled while one sleeps", async () => {
  const pacer = paced();
  const events: string[] = [];
  const slept = pacer.sleepUntil(pacer.now() + 300).then(() => events.push("awake"));
  await pacer.turn();
  events.push("handled");
  await slept;

  expect(events).toEqual(["handled", "awake"]);
});
