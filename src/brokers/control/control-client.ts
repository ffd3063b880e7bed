import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { messageOf } from "../../kernel/problem.ts";
import type { Answer, FrameBroker, FrameConsumer, FramePublisher } from "../frame-broker.ts";
import { counted, counts, frameOf, messages, ROLES, withLength } from "./control-wire.ts";

/** The control at the port of its thread. */
export class ControlClient implements FrameBroker {
  readonly destination = "the control";
  readonly #at: { host: string; port: number };

  constructor(at: { host: string; port: number }) {
    this.#at = at;
  }

  async openPublisher(): Promise<FramePublisher> {
    const link = await Link.open(this.#at, ROLES.publisher);
    const asked: PromiseWithResolvers<Answer>[] = [];
    link.socket.on(
      "data",
      counts((count) => {
        for (const answer of asked.splice(0, count)) answer.resolve("confirmed");
      }),
    );
    link.socket.once("close", () => {
      for (const answer of asked.splice(0))
        answer.reject(link.failure ?? new Error("the connection was closed"));
    });
    return {
      refusal: undefined,
      publish(frame) {
        if (!link.socket.writable)
          return Promise.reject(link.failure ?? new Error("the connection is closed"));
        const answer = Promise.withResolvers<Answer>();
        asked.push(answer);
        link.send(withLength(frame));
        return answer.promise;
      },
      [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
    };
  }

  async openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer> {
    const link = await Link.open(this.#at, ROLES.consumer);
    const acknowledging = new Acknowledging(link.socket);
    link.socket.on(
      "data",
      messages((message) => {
        onFrame(frameOf(message));
        acknowledging.taken();
      }),
    );
    return {
      get failure() {
        return link.failure;
      },
      [Symbol.asyncDispose]: async () => {
        acknowledging.now();
        await link[Symbol.asyncDispose]();
      },
    };
  }

  async depth(): Promise<number> {
    return (await this.#asked())[0];
  }

  async consumers(): Promise<number> {
    return (await this.#asked())[1];
  }

  async #asked(): Promise<[depth: number, consumers: number]> {
    await using link = await Link.open(this.#at, ROLES.question);
    const told: number[] = [];
    link.socket.on(
      "data",
      counts((count) => told.push(count)),
    );
    await once(link.socket, "end");
    const [depth, consumers] = told;
    if (depth === undefined || consumers === undefined) throw new Error("the control did not answer");
    return [depth, consumers];
  }
}

/** So many frames are acknowledged together, and each within that time: the echo is woken less often for it. */
const TOGETHER = { frames: 64, withinMs: 20 };

/** Acknowledges what a consumer has taken. */
class Acknowledging {
  readonly #socket: Socket;
  #frames = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  taken(): void {
    this.#frames += 1;
    if (this.#frames >= TOGETHER.frames) this.now();
    else this.#timer ??= setTimeout(() => this.now(), TOGETHER.withinMs);
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#frames > 0 && this.#socket.writable) this.#socket.write(counted(this.#frames));
    this.#frames = 0;
  }
}

class Link implements AsyncDisposable {
  readonly socket: Socket;
  /** Why it was lost, if it was. */
  failure: Error | undefined;
  #isEnding = false;
  #isCorked = false;

  static async open(at: { host: string; port: number }, role: number): Promise<Link> {
    const socket = connect({ ...at, noDelay: true });
    await once(socket, "connect");
    socket.write(Buffer.of(role));
    return new Link(socket);
  }

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", (thrown) => {
      this.failure = new Error(messageOf(thrown));
    });
    socket.once("close", () => {
      if (!this.#isEnding) this.failure ??= new Error("the connection was closed");
    });
  }

  /** Sends what is given in one turn together. */
  send(pieces: readonly Buffer[]): void {
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.socket.cork();
      process.nextTick(() => {
        this.#isCorked = false;
        this.socket.uncork();
      });
    }
    for (const piece of pieces) this.socket.write(piece);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnding = true;
    if (this.socket.closed) return;
    const closed = once(this.socket, "close");
    this.socket.end();
    this.socket.resume();
    await closed;
  }
}
