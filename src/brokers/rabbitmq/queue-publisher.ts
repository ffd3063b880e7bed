import type { ChannelModel, ConfirmChannel } from "amqplib";
import type { Answer, FramePublisher } from "../frame-broker.ts";
import { messageIdOf } from "./publish-bytes.ts";

interface QueuePublisherParts {
  connection: ChannelModel;
  /** Nothing was published over it before. */
  channel: ConfirmChannel;
  /** Sends a frame as a mandatory message over the channel, as the one of that number. */
  send: (frame: Buffer, number: number) => void;
  queue: string;
  /** How long frames may all stay without an answer; without it they may for ever. */
  patienceMs?: number | undefined;
  /** Cuts the connection, since another node may answer. */
  giveUp: () => void;
  close: () => Promise<void>;
}

interface Unanswered {
  resolve: (answer: Answer) => void;
  reject: (reason: Error) => void;
}

/** A publisher confirm: of the message of that number, or of all up to it. */
interface Confirm {
  deliveryTag: number;
  multiple: boolean;
}

const LOOK_EVERY_MS = 250;

/**
 * Publishes frames over one channel with publisher confirms. A nack, a message that no queue took, and a connection that the
 * broker has blocked are its no.
 *
 * A node that the network has cut off from the others keeps its clients and confirms nothing, for as long as that lasts (from
 * RabbitMQ 4.2 on: its metadata store, Khepri, has no `pause_minority`). So it is given up after a while.
 */
export class QueuePublisher implements FramePublisher {
  refusal: string | undefined;
  readonly #parts: QueuePublisherParts;
  readonly #returned = new Set<string>();
  #blocked: string | undefined;
  /** How many were sent: the broker numbers the messages of a channel from 1. */
  #count = 0;
  /** By number, the oldest first. */
  readonly #unanswered = new Map<number, Unanswered>();
  #answeredMs = 0;
  #gaveUp: Error | undefined;
  /** Why the channel is closed. */
  #reason: Error | undefined;
  #isClosed = false;
  readonly #watch: NodeJS.Timeout | undefined;

  constructor(parts: QueuePublisherParts) {
    this.#parts = parts;
    const { connection, channel } = parts;
    channel.on("return", (message) => this.#returned.add(message.properties.messageId));
    channel.on("ack", (confirm) => this.#answered(confirm, (number) => this.#taken(number)));
    channel.on("nack", (confirm) => this.#answered(confirm, () => this.#refused("nack: the queue is full")));
    const closing = (reason?: Error) => {
      this.#reason ??= reason;
    };
    channel.on("error", closing).on("close", () => this.#closed());
    connection.on("error", closing).on("close", closing);
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
    if (this.#isClosed) return Promise.reject(this.#whyLost());
    if (this.#unanswered.size === 0) this.#answeredMs = performance.now();
    this.#count += 1;
    const number = this.#count;
    return new Promise((resolve, reject) => {
      this.#unanswered.set(number, { resolve, reject });
      this.#parts.send(frame, number);
    });
  }

  /** Answers the messages that a confirm is of. One of a message that waits for none ends the connection. */
  #answered({ deliveryTag, multiple }: Confirm, answerTo: (number: number) => Answer): void {
    this.#answeredMs = performance.now();
    if (deliveryTag > this.#count || !(multiple || this.#unanswered.has(deliveryTag))) {
      this.#giveUp(`RabbitMQ confirmed message ${deliveryTag}, which waits for no answer`);
      return;
    }
    if (!multiple) {
      this.#answer(deliveryTag, answerTo);
      return;
    }
    for (const number of this.#unanswered.keys()) {
      if (number > deliveryTag) break;
      this.#answer(number, answerTo);
    }
  }

  #answer(number: number, answerTo: (number: number) => Answer): void {
    const waiting = this.#unanswered.get(number);
    this.#unanswered.delete(number);
    waiting?.resolve(answerTo(number));
  }

  #taken(number: number): Answer {
    const isReturned = this.#returned.size > 0 && this.#returned.delete(messageIdOf(number));
    return isReturned ? this.#refused("returned: no queue took it") : "confirmed";
  }

  /** The connection tells its reason in the same turn, after its channels have told that they are closed. */
  #closed(): void {
    this.#isClosed = true;
    queueMicrotask(() => {
      const reason = this.#whyLost();
      for (const { reject } of this.#unanswered.values()) reject(reason);
      this.#unanswered.clear();
    });
  }

  #whyLost(): Error {
    return this.#gaveUp ?? this.#reason ?? new Error("channel closed");
  }

  #look(patienceMs: number): void {
    const silentMs = performance.now() - this.#answeredMs;
    const unanswered = this.#unanswered.size;
    if (this.#blocked || unanswered === 0 || silentMs < patienceMs) return;
    this.#giveUp(
      `the node has answered none of ${unanswered} frames for ${patienceMs / 1e3} s; another node is asked`,
    );
  }

  #giveUp(reason: string): void {
    if (this.#gaveUp) return;
    this.#gaveUp = new Error(`queue ${this.#parts.queue}: ${reason}`);
    this.#parts.giveUp();
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
