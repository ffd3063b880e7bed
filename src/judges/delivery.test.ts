import { expect, test } from "vitest";
import {
  type Delivery,
  type DeliveryHistory,
  FATE,
  judgeDelivery,
  notEmptyAtStart,
  successPercent,
} from "./delivery.ts";

const { unsent, unanswered, confirmed, refused } = FATE;

type Frame = [fate: number, receivedTimes: number, place?: number];

/** Frames of producer 7 in the order of their numbers; received in that order too, unless a place says otherwise. */
function history(frames: Frame[], rest: Partial<DeliveryHistory> = {}): DeliveryHistory {
  return {
    producers: [
      {
        producer: 7,
        attempted: frames.length,
        fates: Uint8Array.from(frames, ([fate]) => fate),
        receptions: Uint8Array.from(frames, ([, receivedTimes]) => receivedTimes),
        places: Uint32Array.from(
          frames,
          ([, receivedTimes, place], index) => place ?? (receivedTimes && index + 1),
        ),
      },
    ],
    corrupted: { count: 0, first: [] },
    unexpected: { count: 0, first: [] },
    leftover: { count: 0, first: [] },
    ...rest,
  };
}

const none = {
  refused: [],
  unknown: [],
  unsent: [],
  lost: [],
  recovered: [],
  duplicated: [],
  corrupted: [],
  unexpected: [],
  leftover: [],
  reordered: [],
};

const clean: Delivery = {
  attempted: 3,
  confirmed: 3,
  refused: 0,
  unknown: 0,
  unsent: 0,
  received: 3,
  lost: 0,
  lostWhere: { prefix: 0, middle: 0, suffix: 0 },
  recovered: 0,
  duplicated: 0,
  corrupted: 0,
  unexpected: 0,
  leftover: 0,
  reordered: 0,
  first: none,
};

const id = (sequence: number) => ({ producer: 7, sequence });

const onceEach: Frame[] = [
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
    lostWhere: { prefix: 0, middle: 0, suffix: 1 },
    first: { ...none, lost: [id(2)] },
  });
});

test("lost frames lie before, between or after what came out", () => {
  const gone: Frame = [confirmed, 0];
  const frames = [gone, gone, [confirmed, 1], gone, [confirmed, 1], gone, gone, gone] as Frame[];

  expect(judgeDelivery(history(frames)).lostWhere).toEqual({ prefix: 2, middle: 1, suffix: 3 });
});

test("where nothing came out, all that was lost is a suffix", () => {
  expect(
    judgeDelivery(
      history([
        [confirmed, 0],
        [confirmed, 0],
      ]),
    ).lostWhere,
  ).toEqual({
    prefix: 0,
    middle: 0,
    suffix: 2,
  });
});

test("a frame that comes out twice is duplicated, by name", () => {
  expect(judgeDelivery(history([[confirmed, 3], ...onceEach.slice(1)]))).toEqual({
    ...clean,
    duplicated: 1,
    first: { ...none, duplicated: [id(0)] },
  });
});

test("a frame without an answer is no loss when it stays away, and recovered when it comes out", () => {
  const frames: Frame[] = [
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
    first: { ...none, unknown: [id(1), id(2)], recovered: [id(2)] },
  });
});

test("a refused frame is neither confirmed nor lost", () => {
  expect(judgeDelivery(history([...onceEach.slice(1), [refused, 0]]))).toEqual({
    ...clean,
    confirmed: 2,
    refused: 1,
    received: 2,
    first: { ...none, refused: [id(2)] },
  });
});

test("a frame that was due and not sent is attempted, and unexpected when it comes out all the same", () => {
  expect(judgeDelivery(history([...onceEach, [unsent, 0], [unsent, 1]]))).toEqual({
    ...clean,
    attempted: 5,
    unsent: 2,
    received: 4,
    unexpected: 1,
    first: { ...none, unsent: [id(3), id(4)], unexpected: [id(4)] },
  });
});

test("frames that come out after a higher number of their producer are reordered, whichever way round", () => {
  const frames: Frame[] = [
    [confirmed, 1, 2],
    [confirmed, 1, 3],
    [confirmed, 1, 1],
  ];
  expect(judgeDelivery(history(frames))).toEqual({
    ...clean,
    reordered: 2,
    first: { ...none, reordered: [id(0), id(1)] },
  });
});

test("corrupted and unexpected frames are kept apart, with what they said they were", () => {
  const corrupted = { count: 2, first: [id(1), id(99)] };
  const unexpected = { count: 3, first: [{ producer: 8, sequence: 0 }] };

  expect(judgeDelivery(history(onceEach, { corrupted, unexpected }))).toEqual({
    ...clean,
    corrupted: 2,
    unexpected: 3,
    first: { ...none, corrupted: corrupted.first, unexpected: unexpected.first },
  });
});

test("of every class only the first ten are listed, all are counted", () => {
  const backwards = Array.from({ length: 25 }, (_, index): Frame => [confirmed, 2, 25 - index]);
  const { lost, duplicated, reordered, first } = judgeDelivery(
    history([...backwards, ...Array.from({ length: 25 }, (): Frame => [confirmed, 0])]),
  );
  const ids = (of: "lost" | "duplicated" | "reordered") => first[of].map(({ sequence }) => sequence);

  expect({ lost, duplicated, reordered }).toEqual({ lost: 25, duplicated: 25, reordered: 24 });
  expect(ids("lost")).toEqual([25, 26, 27, 28, 29, 30, 31, 32, 33, 34]);
  expect(ids("duplicated")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(ids("reordered")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("the success rate counts what was confirmed and came out, of everything that was due", () => {
  const frames: Frame[] = [
    [confirmed, 1],
    [confirmed, 0],
    [refused, 0],
    [unanswered, 1],
    [unsent, 0],
  ];

  expect(successPercent(judgeDelivery(history(frames)))).toBe(20);
});

test("no attempt is no success", () => {
  expect(successPercent(judgeDelivery(history([])))).toBeUndefined();
});

test("frames of an earlier history are neither this one's nor unexpected", () => {
  const leftover = { count: 2_281, first: [{ producer: 7, sequence: 4_095 }] };
  const delivery = judgeDelivery(history(onceEach, { leftover }));

  expect(delivery).toMatchObject({
    leftover: 2_281,
    unexpected: 0,
    lost: 0,
    first: { leftover: leftover.first },
  });
  expect(notEmptyAtStart(delivery)).toBe(
    "the broker was not empty at the start: 2281 frames of an earlier load came out (the first: number 4095 of producer 7)",
  );
  expect(notEmptyAtStart(judgeDelivery(history(onceEach)))).toBeUndefined();
});
