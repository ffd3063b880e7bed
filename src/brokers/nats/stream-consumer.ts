import type { ConsumerMessages, JsMsg } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { inTime } from "../../kernel/wait.ts";
import type { FrameConsumer } from "../frame-broker.ts";

const CLOSING_MS = 2_000;

/** Takes frames from a durable consumer and acknowledges each after it was handled. */
export class StreamConsumer implements FrameConsumer {
  failure: Error | undefined;
  readonly #connection: NatsConnection;
  readonly #onFrame: (frame: Buffer) => void;
  #messages: ConsumerMessages | undefined;
  #isLeaving = false;

  constructor(connection: NatsConnection, onFrame: (frame: Buffer) => void) {
    this.#connection = connection;
    this.#onFrame = onFrame;
    void connection.closed().then((reason) => {
      if (!this.#isLeaving) this.failure ??= reason ?? new Error("the connection was closed");
    });
  }

  /** @param messages that are handed to {@link take} */
  follow(messages: ConsumerMessages): void {
    this.#messages = messages;
    void messages.closed().then((reason) => {
      if (!this.#isLeaving)
        this.failure ??= reason instanceof Error ? reason : new Error("the consumer is gone");
    });
  }

  take = (message: JsMsg): void => {
    const { data } = message;
    this.#onFrame(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    message.ack();
  };

  /** What is under way to it is still handled, and every acknowledgement has arrived. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isLeaving = true;
    // A server that a fault has stopped does not take part: then the frames come again whatever is done.
    const parting = async () => {
      await this.#messages?.close();
      await this.#connection.drain();
    };
    await inTime("the consumer has left", CLOSING_MS, parting()).catch(() => undefined);
    await this.#connection.close();
  }
}
