import type { ChannelModel, ConfirmChannel } from "amqplib";
import type { Answer, FramePublisher } from "../frame-broker.ts";

interface QueuePublisherParts {
  connection: ChannelModel;
  channel: ConfirmChannel;
  queue: string;
  /** How long frames may all stay without an answer; without it they may for ever. */
  patienceMs?: number | undefined;
  /** Cuts the connection, since another node may answer. */
  giveUp: () => void;
  close: () => Promise<void>;
}

const LOOK_EVERY_MS = 250;

/**
 * Publishes frames as persistent, mandatory messages over one channel with publisher confirms. A nack, a message that no
 * queue took, and a connection that the broker has blocked are its no.
 *
 * A node that the network has cut off from the others keeps its clients and confirms nothing, for as long as that lasts (from
 * RabbitMQ 4.2 on: its metadata store, Khepri, has no `pause_minority`). So it is given up after a while.
 */
export class QueuePublisher implements FramePublisher {
  refusal: string | undefined;
  readonly #parts: QueuePublisherParts;
  readonly #returned = new Set<string>();
  #blocked: string | undefined;
  #count = 0;
  #unanswered = 0;
  #answeredMs = 0;
  #gaveUp: Error | undefined;
  /** Why the channel is closed, which the client does not tell with the frames that it had under way. */
  #closed: Error | undefined;
  readonly #watch: NodeJS.Timeout | undefined;

  constructor(parts: QueuePublisherParts) {
    this.#parts = parts;
    const { connection, channel } = parts;
    channel.on("return", (message) => this.#returned.add(message.properties.messageId));
    const closed = (reason?: Error) => {
      this.#closed ??= reason;
    };
    channel.on("error", closed);
    connection.on("error", closed).on("close", closed);
    connection.on("blocked", (reason: string) => {
      this.#blocked = `connection blocked: ${reason}`;
    });
    connection.on("unblocked", () => {
      this.#blocked = undefined;
      this.#answeredMs = performance.now();
    });
    if (parts.patienceMs !== undefined)
      this.#watch = setInterval(() => this.#look(parts.patienceMs ?? 0), LOOK_EVERY_MS).unref();
  }

  publish(frame: Buffer): Promise<Answer> {
    // What is sent now would only wait in the socket; the producer is told no, as the broker meant it.
    if (this.#blocked) return Promise.resolve(this.#refused(this.#blocked));
    const { channel, queue } = this.#parts;
    this.#count += 1;
    const messageId = String(this.#count);
    if (this.#unanswered === 0) this.#answeredMs = performance.now();
    this.#unanswered += 1;
    return new Promise((resolve, reject) => {
      const answered = (error: Error | null) => {
        this.#unanswered -= 1;
        this.#answeredMs = performance.now();
        if (this.#returned.delete(messageId)) resolve(this.#refused("returned: no queue took it"));
        else if (!error) resolve("confirmed");
        else if (error.message === "message nacked") resolve(this.#refused("nack: the queue is full"));
        else this.#reject(reject, error);
      };
      try {
        channel.publish("", queue, frame, { persistent: true, mandatory: true, messageId }, answered);
      } catch (thrown) {
        answered(thrown as Error);
      }
    });
  }

  /** The connection tells its reason in the same turn, after its channels have told that they are closed. */
  #reject(reject: (reason: Error) => void, error: Error): void {
    queueMicrotask(() => reject(this.#gaveUp ?? this.#closed ?? error));
  }

  #look(patienceMs: number): void {
    const { queue, giveUp } = this.#parts;
    const silentMs = performance.now() - this.#answeredMs;
    if (this.#gaveUp || this.#blocked || this.#unanswered === 0 || silentMs < patienceMs) return;
    this.#gaveUp = new Error(
      `queue ${queue}: the node has answered none of ${this.#unanswered} frames for ${patienceMs / 1e3} s; another node is asked`,
    );
    giveUp();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#watch);
    await this.#parts.close();
  }

  #refused(reason: string): Answer {
    this.refusal = reason;
    return "refused";
  }
}
