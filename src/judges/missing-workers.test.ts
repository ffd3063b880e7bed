import { expect, test } from "vitest";
import {
  comeOutUnknownWithout,
  lostUnknownWithout,
  type MissingWorker,
  workersMissing,
} from "./missing-workers.ts";

const SENDER: MissingWorker = { worker: 2, of: 3, producers: 1, consumers: 0, reason: "SIGKILL" };
const RECEIVER: MissingWorker = { ...SENDER, producers: 0, consumers: 1 };

test("with all workers there, nothing is unknown", () => {
  expect(workersMissing()).toBeUndefined();
  expect(lostUnknownWithout(undefined, 0)).toBeUndefined();
  expect(lostUnknownWithout([], 5)).toBeUndefined();
  expect(comeOutUnknownWithout([], 0)).toBeUndefined();
});

test("a missing worker is named, with what can't be known without it", () => {
  expect(workersMissing([SENDER])).toBe(
    "worker 2 of 3 is missing (SIGKILL): what its producers sent last is unknown",
  );
  expect(workersMissing([{ ...SENDER, consumers: 2 }, RECEIVER])).toMatch(
    /is unknown, and what its consumers received can't be told; worker 2 of 3 is missing/,
  );
});

test("frames that are missing while every consumer is there are lost, and none lost is not certain", () => {
  expect(lostUnknownWithout([SENDER], 1)).toBeUndefined();
  expect(lostUnknownWithout([SENDER], 0)).toMatch(/worker 2/);
});

test("what a missing consumer may have received is not lost for certain", () => {
  expect(lostUnknownWithout([RECEIVER], 1)).toMatch(/received can't be told/);
});

test("a duplicate that was seen stays one, and none is certain only with every consumer", () => {
  expect(comeOutUnknownWithout([RECEIVER], 1)).toBeUndefined();
  expect(comeOutUnknownWithout([RECEIVER], 0)).toMatch(/worker 2/);
  expect(comeOutUnknownWithout([SENDER], 0)).toBeUndefined();
});
