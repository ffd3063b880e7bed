import { expect, test } from "vitest";
import { judgeDelivery } from "../judges/delivery.ts";
import { encodeFrame } from "./frame.ts";
import { FrameHistory } from "./history.ts";

const PRODUCER = 5;

function frame(sequence: number, producer = PRODUCER): Buffer {
  return encodeFrame({ producer, sequence, intendedSendTimeMs: 0, payload: Buffer.alloc(8) });
}

function confirmedHistory(frames: number): FrameHistory {
  const history = new FrameHistory(PRODUCER);
  for (let count = 0; count < frames; count += 1) history.answered(history.sending(), "confirmed");
  return history;
}

test("what was sent and what came out is judged from the record, also past its first size", () => {
  const history = confirmedHistory(20_000);
  for (let sequence = 0; sequence < 19_999; sequence += 1) history.received(frame(sequence));

  expect(judgeDelivery(history)).toMatchObject({
    attempted: 20_000,
    confirmed: 20_000,
    received: 19_999,
    lost: 1,
    firstLost: [{ producer: PRODUCER, sequence: 19_999 }],
  });
});

test("a frame stays unanswered until the broker says yes or no", () => {
  const history = new FrameHistory(PRODUCER);
  const [first, second] = [history.sending(), history.sending()];
  history.sending();
  history.answered(first, "confirmed");
  history.answered(second, "refused");

  expect(history.unanswered).toBe(1);
  expect(judgeDelivery(history)).toMatchObject({ confirmed: 1, refused: 1, unknown: 1 });
});

test("frames of another producer, or with a number that was never used, are unexpected", () => {
  const history = confirmedHistory(1);
  history.received(frame(0, PRODUCER + 1));
  history.received(frame(1));

  expect(judgeDelivery(history)).toMatchObject({ unexpected: 2, lost: 1 });
});

test("changed bytes are corrupted, and the frame they were stays lost", () => {
  const history = confirmedHistory(1);
  history.received(Buffer.concat([frame(0), Buffer.from("x")]));

  expect(judgeDelivery(history)).toMatchObject({ corrupted: 1, unexpected: 0, lost: 1 });
});

test("a frame after a higher number is reordered", () => {
  const history = confirmedHistory(3);
  for (const sequence of [0, 2, 1]) history.received(frame(sequence));

  expect(judgeDelivery(history)).toMatchObject({ reordered: 1, duplicated: 0 });
});

test("a frame that comes out hundreds of times is still duplicated", () => {
  const history = confirmedHistory(1);
  for (let copy = 0; copy < 256; copy += 1) history.received(frame(0));

  expect(judgeDelivery(history)).toMatchObject({ duplicated: 1 });
});
