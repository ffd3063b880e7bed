import { createServer, type Server, type Socket } from "node:net";
import { counted, counts, messages, ROLES } from "./control-wire.ts";
import type { Disk } from "./disk.ts";

/** How long each fsync took, in ms, and when it began. */
export interface Fsyncs {
  atMs: number[];
  tookMs: number[];
}

interface Consumer {
  socket: Socket;
  /** Frames that it has and has not acknowledged. */
  held: Buffer[];
}

/**
 * A broker without a broker: it does with a frame what any broker that keeps its word has to do, and nothing else. It receives the
 * frame over TCP, writes it to a disk, has the disk keep it (what arrives meanwhile shares the next fsync), confirms it, and hands
 * it to a consumer, which acknowledges it.
 */
export class Echo {
  readonly fsyncs: Fsyncs = { atMs: [], tookMs: [] };
  readonly #disk: Disk;
  readonly #now: () => number;
  #arrived: { message: Buffer; publisher: Socket }[] = [];
  readonly #waiting: Buffer[] = [];
  readonly #consumers: Consumer[] = [];
  #turn = 0;

  constructor(disk: Disk, now: () => number) {
    this.#disk = disk;
    this.#now = now;
  }

  /** A server of it, which does not listen yet. */
  serve(): Server {
    return createServer((socket) => {
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.once("data", (first) => this.#begin(socket, first as Buffer));
    });
  }

  #begin(socket: Socket, first: Buffer): void {
    const [role] = first;
    const listen =
      role === ROLES.publisher
        ? messages((message) => this.#arrive(message, socket))
        : role === ROLES.consumer
          ? this.#consume(socket)
          : undefined;
    if (!listen) {
      socket.end(Buffer.concat([counted(this.#depth), counted(this.#consumers.length)]));
      return;
    }
    listen(first.subarray(1));
    socket.on("data", listen);
  }

  get #depth(): number {
    const held = this.#consumers.reduce((sum, consumer) => sum + consumer.held.length, 0);
    return this.#arrived.length + this.#waiting.length + held;
  }

  #arrive(message: Buffer, publisher: Socket): void {
    // Once all that has arrived was read.
    if (this.#arrived.length === 0) setImmediate(() => this.#commit());
    this.#arrived.push({ message, publisher });
  }

  #commit(): void {
    const arrived = this.#arrived;
    this.#arrived = [];
    this.#disk.write(arrived.map(({ message }) => message));
    const atMs = this.#now();
    this.#disk.sync();
    this.fsyncs.atMs.push(atMs);
    this.fsyncs.tookMs.push(this.#now() - atMs);
    const confirmed = Map.groupBy(arrived, ({ publisher }) => publisher);
    for (const [publisher, its] of confirmed) if (publisher.writable) publisher.write(counted(its.length));
    this.#waiting.push(...arrived.map(({ message }) => message));
    this.#handOut();
  }

  #handOut(): void {
    if (this.#consumers.length === 0) return;
    for (const { socket } of this.#consumers) socket.cork();
    for (const message of this.#waiting.splice(0)) {
      const consumer = this.#consumers[this.#turn % this.#consumers.length] as Consumer;
      this.#turn += 1;
      consumer.held.push(message);
      consumer.socket.write(message);
    }
    for (const { socket } of this.#consumers) socket.uncork();
  }

  #consume(socket: Socket): (chunk: Buffer) => void {
    const consumer: Consumer = { socket, held: [] };
    this.#consumers.push(consumer);
    socket.once("close", () => {
      this.#consumers.splice(this.#consumers.indexOf(consumer), 1);
      this.#waiting.unshift(...consumer.held);
      this.#handOut();
    });
    this.#handOut();
    return counts((count) => void consumer.held.splice(0, count));
  }
}
