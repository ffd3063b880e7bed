import { expect, test } from "vitest";
import { FakeBroker, type Misdeeds } from "../brokers/fake/fake-broker.ts";
import { judgeDelivery } from "../judges/delivery.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { Sending } from "./sending.ts";

const OPTIONS = { frameBytes: 64, inFlight: 4 };
const start = (misdeeds: Misdeeds, frames?: number) =>
  Sending.start(new FakeBroker(monotonicClock, misdeeds), { ...OPTIONS, ...(frames ? { frames } : {}) });

test("a producer sends its number of frames, and ends once each has its answer", async () => {
  await using sending = await start({ refuses: [1, 5] }, 10);

  expect(judgeDelivery(await sending.ended())).toMatchObject({
    attempted: 10,
    confirmed: 8,
    refused: 2,
    unknown: 0,
  });
});

test("a producer that loses its connection before its number was answered says nothing", async () => {
  await using sending = await start({ cutsAt: { frame: 3, delivers: false } }, 10);

  await expect(sending.ended()).rejects.toThrow(Undetermined);
  await expect(sending.ended()).rejects.toThrow(/connection lost: connection cut by the fake/);
});

test("a fault that cuts a producer off leaves what was under way without an answer", async () => {
  await using sending = await start({ cutsAt: { frame: 20, delivers: true } });
  await sending.confirmed(10);

  const { confirmed, unknown } = judgeDelivery(await sending.interrupted());

  expect(confirmed).toBeGreaterThanOrEqual(10);
  expect(unknown).toBeGreaterThan(0);
});

test("a fault that cuts nobody off did not land", async () => {
  await using sending = await start({});

  await expect(sending.interrupted(1)).rejects.toThrow(
    /the fault cuts the producer of fake off: not so after 1 ms/,
  );
});

test("a producer that is disposed of sends no more", async () => {
  const sending = await start({});
  await sending.confirmed(1);
  await sending[Symbol.asyncDispose]();
  const { attempted } = sending.history.counts;
  await monotonicClock.turn();

  expect(sending.history.counts.attempted).toBe(attempted);
});
