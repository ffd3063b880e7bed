import { createServer, type Socket } from "node:net";
import type { HostPort } from "../../stack/running-service.ts";

/** A message that was published: where to, its id, its bytes. */
interface Published {
  queue: string;
  messageId: string;
  bytes: Buffer;
}

/** A server that speaks as much AMQP 0-9-1 as a producer and a consumer need. It listens on the loopback address. */
export interface RabbitMQStandIn extends AsyncDisposable {
  at: HostPort;
  published: Published[];
  /** What a consumer has done, in order: "consume", "acknowledged all up to 5", "cancel", "close". */
  heard: string[];
}

const END = 0xce;
const short = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const long = (value: number) => Buffer.concat([short(value >>> 16), short(value & 0xffff)]);
const longlong = (value: number) => Buffer.concat([long(0), long(value)]);
const shortText = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const longText = (text: string) => Buffer.concat([long(text.length), Buffer.from(text)]);

function frame(type: number, channel: number, ...payload: Buffer[]): Buffer {
  const bytes = Buffer.concat(payload);
  return Buffer.concat([Buffer.from([type]), short(channel), long(bytes.length), bytes, Buffer.from([END])]);
}

/** Methods by class and number, and what is answered to them. */
const ANSWERS: Readonly<Record<string, readonly [reply: number, ...fields: Buffer[]]>> = {
  "10.11": [30, short(2_047), long(131_072), short(0)],
  "10.40": [41, shortText("")],
  "10.50": [51],
  "20.10": [11, longText("")],
  "20.40": [41],
  "60.10": [11],
  "60.20": [21, shortText("tag")],
  "60.30": [31, shortText("tag")],
  "85.10": [11],
};
const [PUBLISH, ACK, CONSUME] = ["60.40", "60.80", "60.20"] as const;
const HEARD: Readonly<Record<string, string>> = { [CONSUME]: "consume", "60.30": "cancel", "10.50": "close" };
const PROTOCOL_HEADER_BYTES = 8;
/** Type, channel and size of an AMQP frame. */
const START_BYTES = 7;
const START = frame(1, 0, short(10), short(10), short(9), long(0), longText("PLAIN"), longText("en_US"));

/**
 * @param confirm what is said to the message of that number: its confirm, `undefined` for none
 * @param messages what the first consumer is given, at once
 */
export async function rabbitmqStandIn({
  confirm = (number) => ({ deliveryTag: number, multiple: false }),
  messages = [],
}: {
  confirm?: (number: number) => { deliveryTag: number; multiple: boolean } | undefined;
  messages?: readonly Buffer[];
} = {}): Promise<RabbitMQStandIn> {
  const seen: Seen = { published: [], heard: [] };
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    new Session(socket, seen, { confirm, messages });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    at: { host: "127.0.0.1", port },
    ...seen,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

type Parts = Required<NonNullable<Parameters<typeof rabbitmqStandIn>[0]>>;
type Seen = Pick<RabbitMQStandIn, "published" | "heard">;

/** One connection of a client. */
class Session {
  readonly #socket: Socket;
  readonly #seen: Seen;
  readonly #parts: Parts;
  #bytes = Buffer.alloc(0);
  #isGreeted = false;
  #count = 0;
  /** A message of which not all bytes have come. */
  #open: (Published & { missing: number }) | undefined;

  constructor(socket: Socket, seen: Seen, parts: Parts) {
    this.#socket = socket;
    this.#seen = seen;
    this.#parts = parts;
    socket.on("error", () => undefined).on("data", (chunk) => this.#read(chunk));
  }

  #read(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    if (!this.#isGreeted && this.#bytes.length >= PROTOCOL_HEADER_BYTES) {
      this.#isGreeted = true;
      this.#bytes = this.#bytes.subarray(PROTOCOL_HEADER_BYTES);
      this.#socket.write(START);
    }
    while (this.#isGreeted && this.#bytes.length > START_BYTES) {
      const end = START_BYTES + this.#bytes.readUInt32BE(3);
      if (this.#bytes.length <= end) return;
      const payload = this.#bytes.subarray(START_BYTES, end);
      this.#frame(this.#bytes.readUInt8(0), this.#bytes.readUInt16BE(1), payload);
      this.#bytes = this.#bytes.subarray(end + 1);
    }
  }

  #frame(type: number, channel: number, payload: Buffer): void {
    if (type === 1) this.#method(channel, payload);
    if (type === 1 || !this.#open) return;
    if (type === 2) {
      this.#open.missing = payload.readUInt32BE(8);
      this.#open.messageId = payload.toString("utf8", 16);
    } else {
      this.#open.bytes = Buffer.concat([this.#open.bytes, payload]);
      this.#open.missing -= payload.length;
    }
    if (this.#open.missing === 0) this.#published(channel, this.#open);
  }

  #published(channel: number, { queue, messageId, bytes }: Published): void {
    this.#open = undefined;
    this.#count += 1;
    this.#seen.published.push({ queue, messageId, bytes });
    const said = this.#parts.confirm(this.#count);
    if (!said) return;
    const fields = [longlong(said.deliveryTag), Buffer.from([Number(said.multiple)])];
    this.#socket.write(frame(1, channel, short(60), short(80), ...fields));
  }

  #method(channel: number, payload: Buffer): void {
    const method = `${payload.readUInt16BE(0)}.${payload.readUInt16BE(2)}`;
    if (method === PUBLISH) {
      const queue = payload.toString("utf8", 8, 8 + (payload[7] ?? 0));
      this.#open = { queue, messageId: "", bytes: Buffer.alloc(0), missing: 0 };
    }
    if (method === ACK) {
      const which = payload[12] === 1 ? "all up to" : "only";
      this.#seen.heard.push(`acknowledged ${which} ${payload.readUInt32BE(8)}`);
    }
    if (HEARD[method]) this.#seen.heard.push(HEARD[method]);
    const [reply, ...fields] = ANSWERS[method] ?? [];
    if (reply === undefined) return;
    this.#socket.write(frame(1, channel, payload.subarray(0, 2), short(reply), ...fields));
    if (method === CONSUME)
      this.#socket.write(
        Buffer.concat(this.#parts.messages.map((each, index) => deliver(channel, index + 1, each))),
      );
  }
}

function deliver(channel: number, tag: number, bytes: Buffer): Buffer {
  const fields = [shortText("tag"), longlong(tag), Buffer.from([0]), shortText(""), shortText("queue")];
  return Buffer.concat([
    frame(1, channel, short(60), short(60), ...fields),
    frame(2, channel, short(60), short(0), longlong(bytes.length), short(0)),
    frame(3, channel, bytes),
  ]);
}
