import type { ChannelModel, ConfirmChannel } from "amqplib";
import type { Answer, FramePublisher } from "./frame-broker.ts";

interface QueuePublisherParts {
  connection: ChannelModel;
  channel: ConfirmChannel;
  queue: string;
  close: () => Promise<void>;
}

/**
 * Publishes frames as persistent, mandatory messages over one channel with publisher confirms. A nack, a message that no
 * queue took, and a connection that the broker has blocked are its no.
 */
export class QueuePublisher implements FramePublisher {
  refusal: string | undefined;
  readonly #parts: QueuePublisherParts;
  readonly #returned = new Set<string>();
  #blocked: string | undefined;
  #count = 0;

  constructor(parts: QueuePublisherParts) {
    this.#parts = parts;
    const { connection, channel } = parts;
    channel.on("return", (message) => this.#returned.add(message.properties.messageId));
    connection.on("blocked", (reason: string) => {
      this.#blocked = `connection blocked: ${reason}`;
    });
    connection.on("unblocked", () => {
      this.#blocked = undefined;
    });
  }

  publish(frame: Buffer): Promise<Answer> {
    // What is sent now would only wait in the socket; the producer is told no, as the broker meant it.
    if (this.#blocked) return Promise.resolve(this.#refused(this.#blocked));
    const { channel, queue } = this.#parts;
    this.#count += 1;
    const messageId = String(this.#count);
    return new Promise((resolve, reject) => {
      channel.publish("", queue, frame, { persistent: true, mandatory: true, messageId }, (error) => {
        if (this.#returned.delete(messageId)) resolve(this.#refused("returned: no queue took it"));
        else if (!error) resolve("confirmed");
        else if (error.message === "message nacked") resolve(this.#refused("nack: the queue is full"));
        else reject(error);
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.close();
  }

  #refused(reason: string): Answer {
    this.refusal = reason;
    return "refused";
  }
}
