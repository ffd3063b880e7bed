import { expect, test } from "vitest";
import type { FrameBroker } from "../brokers/frame-broker.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { encodeFrame } from "./frame.ts";
import { FrameHistory } from "./history.ts";
import { drainEnd, drained } from "./load-drain.ts";
import { newProducer } from "./producer-record.ts";

/** A broker that says it holds so many, at each look. */
function broker(...depths: (number | Error)[]): FrameBroker {
  const depth = async () => {
    const answer = (depths.length > 1 ? depths.shift() : depths[0]) ?? 0;
    if (typeof answer === "number") return answer;
    throw answer;
  };
  return { destination: "queue frame_queue", depth } as unknown as FrameBroker;
}

const frameOf = (producer: number, sequence: number) =>
  encodeFrame({ producer, sequence, intendedSendTimeMs: 0, payload: Buffer.alloc(8) });

/** Frames that were confirmed, of which the first ones came out, and behind them some that had no answer. */
function history(confirmed: number, received: number, unanswered = 0) {
  const producer = newProducer();
  const made = FrameHistory.allocate(new Map([[producer, confirmed + unanswered]]));
  const [record] = made.producers;
  for (let sequence = 0; sequence < confirmed + unanswered; sequence += 1) {
    record?.sending(record.due());
    if (sequence < confirmed) record?.answered(sequence, "confirmed");
  }
  for (let sequence = 0; sequence < received; sequence += 1) made.received(frameOf(producer, sequence));
  return { made, producer };
}

test("a broker is drained once everything confirmed came out and it holds nothing", async () => {
  expect(await drained(broker(2, 1, 0), history(3, 3).made, { quietMs: 60_000 })).toBe(
    "everything confirmed came out",
  );
});

test("a broker from which nothing comes any more is given up, with what it still has", async () => {
  expect(await drained(broker(0), history(3, 2).made, { quietMs: 1 })).toBe(
    "nothing came out for 0.001 s: 1 confirmed frames have not come out",
  );
  expect(await drained(broker(5), history(3, 3).made, { quietMs: 1 })).toBe(
    "nothing came out for 0.001 s: 5 frames are still held",
  );
});

test("as long as frames come out, nobody gives up", async () => {
  const { made, producer } = history(2, 2, 1);
  const held = [1, 0];
  // While one is still held it comes out, although nobody knows that it was taken.
  const depth = async () => {
    made.received(frameOf(producer, 2));
    return held.shift() ?? 0;
  };

  expect(await drained({ ...broker(0), depth }, made, { quietMs: 1 })).toBe("everything confirmed came out");
});

test("what consumers return when they go is waited for", async () => {
  const held = [2, 0];
  const depth = async () => held.shift() ?? 0;

  expect(await drainEnd({ ...broker(0), depth }, "nothing came out")).toEqual({
    ...{ isComplete: true, ended: "nothing came out" },
  });
  expect(held).toEqual([]);
});

test("a broker that cannot say what it holds may hold frames still", async () => {
  const silent = broker(new Undetermined("the node is gone"));

  expect(await drainEnd(silent, "nothing came out")).toEqual({
    ...{ isComplete: false, ended: "nothing came out; the node is gone" },
  });
});
