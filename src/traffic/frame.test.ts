import { expect, test } from "vitest";
import { decodeFrame, encodeFrame, HEADER_BYTES } from "./frame.ts";

const frame = {
  producer: 3,
  sequence: 4_000_000_000,
  intendedSendTimeMs: 1_795_000_000_000.25,
  payload: Buffer.from("a frame of a camera"),
};

test("a frame reads back as it was written", () => {
  expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
});

test("any changed byte is noticed, in the header as in the payload", () => {
  const length = HEADER_BYTES + frame.payload.length;
  const unnoticed = Array.from({ length }, (_, at) => at).filter((at) => {
    const bytes = encodeFrame(frame);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x01, at);
    return decodeFrame(bytes) !== undefined;
  });

  expect(unnoticed).toEqual([]);
});

test("a frame that was cut short is no frame", () => {
  expect(decodeFrame(encodeFrame(frame).subarray(0, -1))).toBeUndefined();
  expect(decodeFrame(Buffer.alloc(HEADER_BYTES - 1))).toBeUndefined();
});
