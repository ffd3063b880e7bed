import type { ChannelWire } from "./channel-wire.ts";

// AMQP 0-9-1: a frame is its type, channel, size, payload and an end mark; a message is a method, a content header and bodies.
const [METHOD, HEADER, BODY, FRAME_END] = [1, 2, 3, 0xce];
const [BASIC, PUBLISH] = [60, 40];
const MANDATORY = 1;
const HAS_DELIVERY_MODE_AND_MESSAGE_ID = 0x1000 | 0x0080;
const PERSISTENT = 2;
/** Type, channel and size. */
const START_BYTES = 7;
const FRAME_BYTES = START_BYTES + 1;
const MESSAGE_ID_DIGITS = 15;
const HEADER_BYTES = 16 + MESSAGE_ID_DIGITS;
const END = Buffer.from([FRAME_END]);

/** The message id of a message by its number; all are of one length. */
export function messageIdOf(number: number): string {
  return String(number).padStart(MESSAGE_ID_DIGITS, "0");
}

/**
 * `basic.publish` of persistent, mandatory messages into one queue over the default exchange. All but size, message id and body
 * is encoded once.
 */
export class PublishBytes {
  readonly #channel: number;
  readonly #mostBodyBytes: number;
  /** Method, header and the start of a body. */
  readonly #head: Buffer;
  /** Where in it the size of the message, the message id and the size of the body are. */
  readonly #at: { size: number; messageId: number; body: number };

  constructor({ channel, frameMax }: Pick<ChannelWire, "channel" | "frameMax">, queue: string) {
    this.#channel = channel;
    this.#mostBodyBytes = frameMax - FRAME_BYTES;
    const key = Buffer.from(queue);
    const method = this.#frame(
      METHOD,
      Buffer.from([0, BASIC, 0, PUBLISH, 0, 0, 0, key.length, ...key, MANDATORY]),
    );
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE(BASIC, 0);
    header.writeUInt16BE(HAS_DELIVERY_MODE_AND_MESSAGE_ID, 12);
    header.writeUInt8(PERSISTENT, 14);
    header.writeUInt8(MESSAGE_ID_DIGITS, 15);
    this.#head = Buffer.concat([method, this.#frame(HEADER, header), this.#start(BODY, 0)]);
    const payload = method.length + START_BYTES;
    // The size has eight bytes, of which a frame needs the lower four.
    this.#at = { size: payload + 8, messageId: payload + 16, body: this.#head.length - 4 };
  }

  /** The message in pieces; the frame, or parts of it, are among them and not copied. */
  of(frame: Buffer, number: number): readonly Buffer[] {
    const head = Buffer.from(this.#head);
    head.writeUInt32BE(frame.length, this.#at.size);
    head.write(messageIdOf(number), this.#at.messageId, "latin1");
    if (frame.length === 0) return [head.subarray(0, -START_BYTES)];
    head.writeUInt32BE(Math.min(frame.length, this.#mostBodyBytes), this.#at.body);
    if (frame.length <= this.#mostBodyBytes) return [head, frame, END];
    return [head, ...this.#bodies(frame).slice(1)];
  }

  #bodies(frame: Buffer): Buffer[] {
    const bodies: Buffer[] = [];
    for (let from = 0; from < frame.length; from += this.#mostBodyBytes) {
      const body = frame.subarray(from, from + this.#mostBodyBytes);
      bodies.push(this.#start(BODY, body.length), body, END);
    }
    return bodies;
  }

  #frame(type: number, payload: Buffer): Buffer {
    return Buffer.concat([this.#start(type, payload.length), payload, END]);
  }

  #start(type: number, payloadBytes: number): Buffer {
    const start = Buffer.alloc(START_BYTES);
    start.writeUInt8(type, 0);
    start.writeUInt16BE(this.#channel, 1);
    start.writeUInt32BE(payloadBytes, 3);
    return start;
  }
}
