import { expect, test } from "vitest";
import { judgeDelivery } from "../judges/delivery.ts";
import { encodeFrame } from "./frame.ts";
import { FrameHistory } from "./history.ts";
import type { ProducerRecord } from "./producer-record.ts";

const PRODUCER = 5;

function frame(sequence: number, producer = PRODUCER): Buffer {
  return encodeFrame({ producer, sequence, intendedSendTimeMs: 0, payload: Buffer.alloc(8) });
}

function send(record: ProducerRecord | undefined, answers: ("confirmed" | "refused" | "none")[]): void {
  for (const answer of answers) {
    const sequence = record?.due() ?? 0;
    record?.sending(sequence);
    if (answer !== "none") record?.answered(sequence, answer);
  }
}

function historyOf(...answers: ("confirmed" | "refused" | "none")[]): FrameHistory {
  const history = FrameHistory.allocate(new Map([[PRODUCER, answers.length]]));
  send(history.producers[0], answers);
  return history;
}

test("what was sent and what came out is judged from the record", () => {
  const history = historyOf("confirmed", "refused", "none", "confirmed");
  history.received(frame(0));

  expect(judgeDelivery(history)).toMatchObject({
    attempted: 4,
    confirmed: 2,
    refused: 1,
    unknown: 1,
    received: 1,
    lost: 1,
    first: { lost: [{ producer: PRODUCER, sequence: 3 }] },
  });
});

test("the counts of several producers add up while they send", () => {
  const history = FrameHistory.allocate(
    new Map([
      [1, 3],
      [2, 3],
    ]),
  );
  send(history.producers[0], ["confirmed", "none"]);
  send(history.producers[1], ["refused", "confirmed"]);
  history.producers[1]?.due();
  history.received(frame(0, 1));

  expect(history.counts).toEqual({
    attempted: 5,
    sent: 4,
    confirmed: 2,
    refused: 1,
    received: 1,
    unanswered: 1,
  });
});

test("only the first reception of a frame of this history returns it", () => {
  const history = historyOf("confirmed");

  expect(history.received(frame(0))).toMatchObject({ producer: PRODUCER, sequence: 0 });
  expect(history.received(frame(0))).toBeUndefined();
  expect(history.received(frame(0, PRODUCER + 1))).toBeUndefined();
});

test("frames of another producer, or with a number that was never used, are unexpected", () => {
  const history = historyOf("confirmed");
  history.received(frame(0, PRODUCER + 1));
  history.received(frame(1));

  expect(judgeDelivery(history)).toMatchObject({
    unexpected: 2,
    lost: 1,
    first: {
      unexpected: [
        { producer: PRODUCER + 1, sequence: 0 },
        { producer: PRODUCER, sequence: 1 },
      ],
    },
  });
});

test("changed bytes are corrupted, and the frame they were stays lost", () => {
  const history = historyOf("confirmed");
  history.received(Buffer.concat([frame(0), Buffer.from("x")]));
  history.received(Buffer.from("abc"));

  expect(judgeDelivery(history)).toMatchObject({
    corrupted: 2,
    unexpected: 0,
    lost: 1,
    first: { corrupted: [{ producer: PRODUCER, sequence: 0 }, { sequence: 0 }] },
  });
});

test("a frame after a higher number is reordered, by the place of its first reception", () => {
  const history = historyOf("confirmed", "confirmed", "confirmed");
  for (const sequence of [0, 2, 1, 1]) history.received(frame(sequence));

  expect(judgeDelivery(history)).toMatchObject({ reordered: 1, duplicated: 1 });
});

test("a frame that comes out hundreds of times is still duplicated", () => {
  const history = historyOf("confirmed");
  for (let copy = 0; copy < 300; copy += 1) history.received(frame(0));

  expect(judgeDelivery(history)).toMatchObject({ duplicated: 1, received: 1 });
});

test("another thread's view records into the same history, and hands over the strangers it met", () => {
  const history = historyOf("confirmed", "confirmed");
  const elsewhere = new FrameHistory(history.shared);
  elsewhere.received(frame(1));
  elsewhere.received(frame(0));
  elsewhere.received(frame(0, PRODUCER + 1));
  history.meetAll(elsewhere);

  expect(judgeDelivery(history)).toMatchObject({ received: 2, lost: 0, reordered: 1, unexpected: 1 });
});

test("frames that were there before the history begins are counted apart from those that come later", () => {
  const history = historyOf("confirmed");
  history.received(frame(0, PRODUCER + 1));
  history.received(Buffer.from("not a frame of ours"));

  expect(history.forgetStrangers()).toBe(2);
  history.received(frame(0, PRODUCER + 1));
  expect(judgeDelivery(history)).toMatchObject({ corrupted: 0, unexpected: 1 });
});

test("frames of an earlier history of this process are left over, in every thread's view", () => {
  const EARLIER = PRODUCER + 100;
  FrameHistory.allocate(new Map([[EARLIER, 5]]));
  const history = FrameHistory.allocate(new Map([[PRODUCER + 101, 5]]));
  const elsewhere = new FrameHistory(history.shared);
  history.received(frame(3, EARLIER));
  elsewhere.received(frame(4, EARLIER));
  elsewhere.received(frame(0, PRODUCER + 102));
  history.meetAll(elsewhere);

  expect(judgeDelivery(history)).toMatchObject({
    leftover: 2,
    unexpected: 1,
    first: { leftover: [{ sequence: 3 }, { sequence: 4 }] },
  });
  expect(history.forgetStrangers()).toBe(3);
  expect(judgeDelivery(history)).toMatchObject({ leftover: 0, unexpected: 0 });
});

test("frames of a later history are unexpected: nothing of it can have been left", () => {
  const history = historyOf("confirmed");
  FrameHistory.allocate(new Map([[PRODUCER + 200, 5]]));
  history.received(frame(0, PRODUCER + 200));

  expect(judgeDelivery(history)).toMatchObject({ leftover: 0, unexpected: 1 });
});
