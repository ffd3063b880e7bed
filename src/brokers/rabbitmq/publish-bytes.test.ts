import { expect, test } from "vitest";
import { messageIdOf, PublishBytes } from "./publish-bytes.ts";

const CHANNEL = 3;
const NUMBER = 42;

/** The AMQP frames in bytes, each with its payload in hexadecimal. */
function framesIn(pieces: readonly Buffer[]) {
  const bytes = Buffer.concat(pieces);
  const frames: { type: number; channel: number; payload: string }[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 7 + bytes.readUInt32BE(at + 3);
    expect(bytes[end]).toBe(0xce);
    const payload = bytes.toString("hex", at + 7, end);
    frames.push({ type: bytes.readUInt8(at), channel: bytes.readUInt16BE(at + 1), payload });
    at = end + 1;
  }
  return frames;
}

function published(frame: Buffer, frameMax = 131_072) {
  return framesIn(new PublishBytes({ channel: CHANNEL, frameMax }, "queue").of(frame, NUMBER));
}

const hex = (text: string) => Buffer.from(text).toString("hex");
/** basic.publish: class, method, a reserved number, no exchange, the queue, mandatory. */
const METHOD = { type: 1, channel: CHANNEL, payload: `003c0028000000${"05"}${hex("queue")}01` };
/** Class, weight, size, flags, persistent, message id. */
const header = (size: string) => ({
  type: 2,
  channel: CHANNEL,
  payload: `003c0000${size}1080020f${hex("000000000000042")}`,
});
const body = (payload: string) => ({ type: 3, channel: CHANNEL, payload });

test("a message is its method, its header and its body", () => {
  expect(published(Buffer.from("abc"))).toEqual([METHOD, header("0000000000000003"), body(hex("abc"))]);
});

test("one without bytes has no body", () => {
  expect(published(Buffer.alloc(0))).toEqual([METHOD, header("0000000000000000")]);
});

test("one that does not fit into a frame has several bodies", () => {
  const bodies = [body(hex("ab")), body(hex("cd")), body(hex("e"))];

  expect(published(Buffer.from("abcde"), 10)).toEqual([METHOD, header("0000000000000005"), ...bodies]);
  expect(published(Buffer.from("ab"), 10)).toEqual([METHOD, header("0000000000000002"), body(hex("ab"))]);
});

test("messages do not share the bytes that differ", () => {
  const bytes = new PublishBytes({ channel: CHANNEL, frameMax: 131_072 }, "queue");
  const first = bytes.of(Buffer.from("a"), 1);
  const idIn = (pieces: readonly Buffer[]) => Buffer.concat(pieces).includes(messageIdOf(1));
  const second = bytes.of(Buffer.from("a"), 2);

  expect([idIn(first), idIn(second)]).toEqual([true, false]);
});
