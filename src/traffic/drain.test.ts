import { expect, test } from "vitest";
import { FakeBroker } from "../brokers/fake/fake-broker.ts";
import { monotonicClock } from "../kernel/clock.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { drain, drained, drainedInto } from "./drain.ts";
import { encodeFrame } from "./frame.ts";
import { FrameHistory } from "./history.ts";
import { newProducer } from "./producer-record.ts";

const frameOf = (producer: number, sequence = 0) =>
  encodeFrame({ producer, sequence, intendedSendTimeMs: 0, payload: Buffer.alloc(8) });

/** Frames that were confirmed and did not come out yet. */
function history(confirmed: number) {
  const producer = newProducer();
  const made = FrameHistory.allocate(new Map([[producer, confirmed]]));
  const [record] = made.producers;
  for (let sequence = 0; sequence < confirmed; sequence += 1) {
    record?.sending(record.due());
    record?.answered(sequence, "confirmed");
  }
  return { made, producer };
}

/** A broker in memory that holds these frames. */
async function holding(...frames: Buffer[]): Promise<FakeBroker> {
  const fake = new FakeBroker(monotonicClock);
  await using publisher = await fake.openPublisher();
  for (const frame of frames) await publisher.publish(frame);
  return fake;
}

test("consumers of a load are done once everything confirmed came out", async () => {
  const { made, producer } = history(2);
  const fake = await holding(frameOf(producer, 0), frameOf(producer, 1));
  const consumer = await fake.openConsumer((frame) => void made.received(frame));
  const leave = async () => consumer[Symbol.asyncDispose]();

  expect(await drainedInto(made, fake, { leave }, { quietMs: 60_000 })).toEqual({
    isComplete: true,
    ended: "everything confirmed came out",
  });
});

test("a drain with a consumer of its own takes out what is held", async () => {
  const { made, producer } = history(2);
  const fake = await holding(frameOf(producer, 0), frameOf(producer, 1));

  expect(await drained(fake, made, { quietMs: 60_000 })).toEqual({
    isComplete: true,
    ended: "everything confirmed came out",
  });
  expect(await fake.consumers()).toBe(0);
});

test("frames that may still come are not judged lost", async () => {
  const { made } = history(1);
  const openConsumer = async () => ({ failure: undefined, [Symbol.asyncDispose]: async () => undefined });
  const depth = () => Promise.reject(new Undetermined("it does not say what it holds"));
  const keeping = Object.assign(new FakeBroker(monotonicClock), { openConsumer, depth });

  await expect(drain(keeping, made, 1)).rejects.toThrow(
    new Undetermined(
      "fake: nothing came out for 0.001 s: 1 confirmed frames have not come out; it does not say what it holds",
    ),
  );
});

test("a broker that held another history's frames was not empty: nothing is said of this one's", async () => {
  const earlier = history(1);
  const { made, producer } = history(1);
  const fake = await holding(frameOf(earlier.producer), frameOf(producer));

  await expect(drain(fake, made)).rejects.toThrow(
    /^fake: the broker was not empty at the start: 1 frames of an earlier load came out/,
  );
});

test("a frame that nobody sent is unexpected", async () => {
  const { made, producer } = history(1);
  const fake = await holding(frameOf(newProducer()), frameOf(producer));

  await expect(drain(fake, made)).resolves.toMatchObject({ lost: 0, unexpected: 1, leftover: 0 });
});
