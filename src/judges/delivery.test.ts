import { expect, test } from "vitest";
import { type DeliveryHistory, FATE, judgeDelivery } from "./delivery.ts";

const { unsent, unanswered, confirmed, refused } = FATE;

function history(
  frames: [fate: number, receivedTimes: number][],
  rest: Partial<DeliveryHistory> = {},
): DeliveryHistory {
  return {
    producers: [
      {
        producer: 7,
        attempted: frames.length,
        fates: Uint8Array.from(frames, ([fate]) => fate),
        receptions: Uint8Array.from(frames, ([, receivedTimes]) => receivedTimes),
      },
    ],
    corrupted: 0,
    unexpected: 0,
    reordered: 0,
    ...rest,
  };
}

const clean = {
  attempted: 3,
  confirmed: 3,
  refused: 0,
  unknown: 0,
  received: 3,
  lost: 0,
  recovered: 0,
  duplicated: 0,
  corrupted: 0,
  unexpected: 0,
  reordered: 0,
  firstLost: [],
  firstDuplicated: [],
};

const onceEach: [number, number][] = [
  [confirmed, 1],
  [confirmed, 1],
  [confirmed, 1],
];

test("frames that come out once each are delivered", () => {
  expect(judgeDelivery(history(onceEach))).toEqual(clean);
});

test("a confirmed frame that never comes out is lost, by name", () => {
  expect(judgeDelivery(history([...onceEach.slice(1), [confirmed, 0]]))).toEqual({
    ...clean,
    received: 2,
    lost: 1,
    firstLost: [{ producer: 7, sequence: 2 }],
  });
});

test("a frame that comes out twice is duplicated, by name", () => {
  expect(judgeDelivery(history([[confirmed, 3], ...onceEach.slice(1)]))).toEqual({
    ...clean,
    duplicated: 1,
    firstDuplicated: [{ producer: 7, sequence: 0 }],
  });
});

test("a frame without an answer is no loss when it stays away, and recovered when it comes out", () => {
  const frames: [number, number][] = [
    [confirmed, 1],
    [unanswered, 0],
    [unanswered, 1],
  ];
  expect(judgeDelivery(history(frames))).toEqual({
    ...clean,
    confirmed: 1,
    unknown: 2,
    received: 2,
    recovered: 1,
  });
});

test("a refused frame is neither confirmed nor lost", () => {
  expect(judgeDelivery(history([...onceEach.slice(1), [refused, 0]]))).toEqual({
    ...clean,
    confirmed: 2,
    refused: 1,
    received: 2,
  });
});

test("a number that was skipped counts only when something comes out under it: unexpected", () => {
  expect(judgeDelivery(history([...onceEach, [unsent, 0], [unsent, 1]]))).toEqual({
    ...clean,
    received: 4,
    unexpected: 1,
  });
});

test("corrupted, unexpected and reordered frames are kept apart", () => {
  const strange = { corrupted: 2, unexpected: 3, reordered: 4 };
  expect(judgeDelivery(history(onceEach, strange))).toEqual({ ...clean, ...strange });
});

test("only the first ten lost frames are listed, all are counted", () => {
  const { lost, firstLost } = judgeDelivery(history(Array.from({ length: 25 }, () => [confirmed, 0])));

  expect(lost).toBe(25);
  expect(firstLost.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
