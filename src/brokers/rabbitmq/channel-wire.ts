import { Socket } from "node:net";
import type { Channel } from "amqplib";

/** Where a channel's bytes go, and how they are cut. */
export interface ChannelWire {
  socket: Socket;
  /** The number under which client and broker know the channel. */
  channel: number;
  /** The most bytes of one AMQP frame, as client and broker have agreed; its own 8 bytes are among them. */
  frameMax: number;
}

/** amqplib has them, and no types for them. */
interface Untyped {
  ch?: unknown;
  connection: { stream?: unknown; frameMax?: unknown };
}

/**
 * The wire under a channel that amqplib has opened.
 * @throws Error where this version of amqplib keeps it elsewhere
 */
export function wireOf(opened: Channel): ChannelWire {
  const { ch, connection } = opened as unknown as Untyped;
  const { stream, frameMax } = connection;
  if (stream instanceof Socket && typeof ch === "number" && typeof frameMax === "number") {
    return { socket: stream, channel: ch, frameMax };
  }
  throw new Error(
    "amqplib: expected a channel with its number, its socket and the size of its frames, saw another one; install the version of package-lock.json",
  );
}
