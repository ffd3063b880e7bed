import type { Channel, ConsumeMessage } from "amqplib";
import { ACKNOWLEDGED_WITHIN_MS } from "../frame-broker.ts";

/** Well below the prefetch: the broker has others to hand over meanwhile. */
const MOST_OWED = 64;

/**
 * Acknowledges messages of a channel after they were handled, in the order in which they came: those of one moment at once. An
 * acknowledgement takes a write, which costs more than to handle a frame.
 */
export class Acknowledger {
  readonly #channel: Channel;
  #last: ConsumeMessage | undefined;
  #owed = 0;
  #timer: NodeJS.Timeout | undefined;
  #isHurried = false;
  #isClosed = false;

  constructor(channel: Channel) {
    this.#channel = channel;
    channel.on("close", () => {
      this.#isClosed = true;
      clearTimeout(this.#timer);
    });
  }

  /** @param message the next one of the channel that was handled */
  handled(message: ConsumeMessage): void {
    this.#last = message;
    this.#owed += 1;
    if (this.#isHurried || this.#owed === MOST_OWED) this.#acknowledge();
    else this.#timer ??= setTimeout(this.#acknowledge, ACKNOWLEDGED_WITHIN_MS);
  }

  /** Acknowledges what was handled, and from now on each message at once: the consumer is about to part. */
  hurry(): void {
    this.#isHurried = true;
    this.#acknowledge();
  }

  #acknowledge = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Of a channel that is closed the broker hands them out again.
    if (!this.#last || this.#isClosed) return;
    this.#channel.ack(this.#last, true);
    this.#last = undefined;
    this.#owed = 0;
  };
}
