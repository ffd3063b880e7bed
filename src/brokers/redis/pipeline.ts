import type { Redis } from "ioredis";
import { Fifo } from "../fifo.ts";
import { TurnWriter } from "../turn-writer.ts";
import { ErrorReply, type Reply, ReplyReader } from "./reply-reader.ts";

/** Who waits for the reply to a command. */
export interface Awaiting {
  /** The reply to this very command. What it throws ends the connection: the replies are not those that were asked for. */
  replied(reply: Reply): void;
  /** No reply comes any more, and whether the command was carried out is unknown. */
  lost(reason: Error): void;
}

/**
 * Commands over one connection, sent without waiting for the replies of those before; those of one turn share a write.
 *
 * The client has connected, logged in and chosen the node, and it notices when that is no longer the primary; from then on its
 * socket is ours. Its own work for a command (object, arguments, encoding, queue, decoding) is most of what a frame costs.
 */
export class Pipeline {
  readonly #redis: Redis;
  readonly #writer: TurnWriter;
  readonly #reader = new ReplyReader((reply) => this.#reply(reply));
  readonly #awaiting = new Fifo<Awaiting>();
  #end: Error | undefined;

  /** @param redis connected, with no command under way; it is asked nothing from now on */
  constructor(redis: Redis) {
    this.#redis = redis;
    const { stream: socket } = redis;
    this.#writer = new TurnWriter(socket);
    socket.removeAllListeners("data");
    socket.on("data", this.#read);
    socket.once("close", () => this.#lose(new Error("Connection is closed.")));
  }

  /** @param command its bytes, in pieces */
  send(command: readonly Buffer[], awaiting: Awaiting): void {
    if (this.#end || !this.#redis.stream.writable) {
      awaiting.lost(this.#end ?? new Error("Connection is closed."));
      return;
    }
    this.#awaiting.push(awaiting);
    this.#writer.write(command);
  }

  /** Sends a command. @throws ErrorReply when Redis says no; Error when there is no reply */
  ask(command: Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const replied = (reply: Reply) => (reply instanceof ErrorReply ? reject(reply) : resolve(reply));
      this.send([command], { replied, lost: reject });
    });
  }

  /** Ends the connection: what has no reply yet gets none. */
  disconnect(): void {
    this.#redis.disconnect();
  }

  #read = (chunk: Buffer): void => {
    try {
      this.#reader.read(chunk);
    } catch (thrown) {
      this.#lose(thrown instanceof Error ? thrown : new Error(String(thrown)));
      this.#redis.stream.destroy();
    }
  };

  #reply(reply: Reply): void {
    const awaiting = this.#awaiting.shift();
    if (!awaiting) throw new Error("Protocol error: Redis sent a reply to no command");
    try {
      awaiting.replied(reply);
    } catch (thrown) {
      awaiting.lost(thrown instanceof Error ? thrown : new Error(String(thrown)));
      throw thrown;
    }
  }

  #lose(reason: Error): void {
    this.#end ??= reason;
    for (let next = this.#awaiting.shift(); next; next = this.#awaiting.shift()) next.lost(this.#end);
  }
}
