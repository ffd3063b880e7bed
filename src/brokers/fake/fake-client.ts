import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { messageOf } from "../../kernel/problem.ts";
import type { Answer, BrowsableBroker, FrameConsumer, FramePublisher } from "../frame-broker.ts";
import { listening, SAYS, type Said, said } from "./fake-wire.ts";

/** A fake broker that is served at an address. */
export class FakeClient implements BrowsableBroker {
  readonly destination = "fake";
  readonly #at: { host: string; port: number };

  constructor(at: { host: string; port: number }) {
    this.#at = at;
  }

  async openPublisher(): Promise<FramePublisher> {
    const link = await Link.open(this.#at);
    let refusal: string | undefined;
    return {
      get refusal() {
        return refusal;
      },
      async publish(frame): Promise<Answer> {
        const { what, body } = await link.ask(SAYS.publish, frame);
        if (what === SAYS.confirmed) return "confirmed";
        refusal = body.toString();
        return "refused";
      },
      [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
    };
  }

  async openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer> {
    const link = await Link.open(this.#at, onFrame);
    await link.ask(SAYS.consume);
    return {
      get failure() {
        return link.failure;
      },
      [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
    };
  }

  depth(): Promise<number> {
    return this.#counted(SAYS.depth);
  }

  consumers(): Promise<number> {
    return this.#counted(SAYS.consumers);
  }

  async reach(): Promise<void> {
    await this.#counted(SAYS.hello);
  }

  browse(onFrame: (frame: Buffer) => void): Promise<number> {
    return this.#counted(SAYS.browse, onFrame);
  }

  async #counted(what: number, onFrame?: (frame: Buffer) => void): Promise<number> {
    await using link = await Link.open(this.#at, onFrame);
    return (await link.ask(what)).body.readUInt32LE();
  }
}

/** A connection: questions, each with its answer, and the frames that it is handed. */
class Link implements AsyncDisposable {
  failure: Error | undefined;
  readonly #socket: Socket;
  readonly #open = new Map<number, PromiseWithResolvers<Said>>();
  #asked = 0;
  #isEnding = false;

  static async open(at: { host: string; port: number }, onFrame?: (frame: Buffer) => void): Promise<Link> {
    const socket = connect(at.port, at.host);
    socket.setNoDelay(true);
    await once(socket, "connect");
    const link = new Link(socket, onFrame);
    // A port that is published accepts before anybody serves it.
    await link.ask(SAYS.hello);
    return link;
  }

  private constructor(socket: Socket, onFrame?: (frame: Buffer) => void) {
    this.#socket = socket;
    socket.on(
      "data",
      listening((message) => {
        if (message.what === SAYS.frame) return onFrame?.(message.body);
        this.#open.get(message.id)?.resolve(message);
        this.#open.delete(message.id);
      }),
    );
    socket.on("error", (thrown) => this.#fail(thrown));
    socket.on("close", () => this.#fail(new Error("the connection was closed")));
  }

  ask(what: number, body?: Buffer): Promise<Said> {
    if (this.failure) return Promise.reject(this.failure);
    this.#asked += 1;
    const answer = Promise.withResolvers<Said>();
    this.#open.set(this.#asked, answer);
    this.#socket.write(said(what, this.#asked, body));
    return answer.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnding = true;
    if (this.#socket.destroyed) return;
    this.#socket.end();
    await once(this.#socket, "close");
  }

  #fail(thrown: unknown): void {
    const failure = new Error(messageOf(thrown));
    if (!this.#isEnding) this.failure ??= failure;
    for (const answer of this.#open.values()) answer.reject(failure);
    this.#open.clear();
  }
}
