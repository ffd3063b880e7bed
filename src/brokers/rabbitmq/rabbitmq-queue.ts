import type { ConfirmChannel, ConsumeMessage } from "amqplib";
import { inTime } from "../../kernel/wait.ts";
import type { Address } from "../../stack/running-service.ts";
import type { BrowsableBroker, FrameConsumer, FramePublisher } from "../frame-broker.ts";
import { NodesInTurn } from "../nodes-in-turn.ts";
import { TurnWriter } from "../turn-writer.ts";
import { Acknowledger } from "./acknowledger.ts";
import { type AmqpLogin, close, confirmChannel, connect, type Link } from "./amqp-link.ts";
import { browseQueue } from "./browse-queue.ts";
import { wireOf } from "./channel-wire.ts";
import { PublishBytes } from "./publish-bytes.ts";
import { QueuePublisher } from "./queue-publisher.ts";

const PREFETCH = 256;
const OPENING_MS = 10_000;
const CLOSING_MS = 2_000;
/** Longer than a node of a cluster may stand still, and short enough to be with another before the plan's failover time. */
const PATIENCE_MS = 12_000;

export interface RabbitMQQueueOptions extends AmqpLogin {
  address: Address;
  /** Where the other nodes of its cluster are. */
  others?: readonly Address[];
  queue: string;
  /** What a consumer of that kind of queue has to say, as where in a stream it begins. */
  consumerArguments?: Readonly<Record<string, unknown>>;
}

/**
 * Frames as persistent messages of a queue that the stack has declared. Confirmed is the publisher confirm; a nack, or a
 * message that no queue took (mandatory), is refused. A consumer acknowledges each frame after it was handled.
 */
export class RabbitMQQueue implements BrowsableBroker {
  readonly destination: string;
  readonly #options: RabbitMQQueueOptions;
  readonly #nodes: NodesInTurn;

  constructor(options: RabbitMQQueueOptions) {
    this.#options = options;
    this.#nodes = new NodesInTurn(options.address, options.others);
    this.destination = `queue ${options.queue}`;
  }

  async reach(): Promise<void> {
    await close(await connect(this.#nodes, this.#options, "frame-counter"));
  }

  async openPublisher(): Promise<FramePublisher> {
    return this.#open("frame-producer", async (link) => {
      const channel = await confirmChannel(link);
      const { connection } = link;
      const { queue } = this.#options;
      return new QueuePublisher({
        connection,
        channel,
        send: sending(channel, queue),
        queue,
        patienceMs: this.#nodes.areSeveral ? PATIENCE_MS : undefined,
        giveUp: () => {
          this.#nodes.passOver(link.node);
          link.cut.abort();
        },
        close: () => close(link),
      });
    });
  }

  async openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer> {
    return this.#open("frame-consumer", async (link) => {
      const channel = await confirmChannel(link);
      const state = failureOf(link, channel);
      await channel.prefetch(PREFETCH);
      const { queue, consumerArguments = {} } = this.#options;
      const acknowledger = new Acknowledger(channel);
      const take = (message: ConsumeMessage | null) => {
        if (message === null) {
          state.failure = new Error(`${this.destination}: the broker cancelled the consumer`);
          return;
        }
        onFrame(message.content);
        acknowledger.handled(message);
      };
      const { consumerTag } = await channel.consume(queue, take, { arguments: consumerArguments });
      return {
        get failure() {
          return state.failure;
        },
        [Symbol.asyncDispose]: async () => {
          acknowledger.hurry();
          await parted(channel, consumerTag);
          await close(link);
        },
      };
    });
  }

  /** Connects, and gives up when the queue does not take part: one without a leader keeps its answer back. */
  async #open<T>(name: string, use: (link: Link) => Promise<T>): Promise<T> {
    const link = await connect(this.#nodes, this.#options, name);
    try {
      return await inTime(`${this.destination} takes part`, OPENING_MS, use(link));
    } catch (thrown) {
      this.#nodes.passOver(link.node);
      await close(link);
      throw thrown;
    }
  }

  /** Ready frames only: AMQP does not tell of the others, so a consumer has to be closed first, which returns its own. */
  async depth(): Promise<number> {
    return (await this.#look()).messageCount;
  }

  async consumers(): Promise<number> {
    return (await this.#look()).consumerCount;
  }

  async browse(onFrame: (frame: Buffer) => void): Promise<number> {
    const link = await connect(this.#nodes, this.#options, "frame-browser");
    try {
      return await browseQueue(await confirmChannel(link), this.#options, onFrame);
    } finally {
      // What was shown goes back to the queue with the connection.
      await close(link);
    }
  }

  async #look() {
    return this.#open("frame-counter", async (link) => {
      const channel = await confirmChannel(link);
      const look = await channel.checkQueue(this.#options.queue);
      await close(link);
      return look;
    });
  }
}

/**
 * The way to send frames over a channel: past the client's, which takes several objects, two streams and a write for each.
 * Confirms, returns and everything else stay with the client.
 */
function sending(channel: ConfirmChannel, queue: string): (frame: Buffer, number: number) => void {
  const wire = wireOf(channel);
  const [bytes, writer] = [new PublishBytes(wire, queue), new TurnWriter(wire.socket)];
  return (frame, number) => writer.write(bytes.of(frame, number));
}

/** Why a consumer of that connection receives nothing any more, once it does not. */
function failureOf({ connection }: Link, channel: ConfirmChannel): { failure: Error | undefined } {
  const state: { failure: Error | undefined } = { failure: undefined };
  const fail = (error: Error) => {
    state.failure ??= error;
  };
  // The broker's own goodbye, as when a node is stopped, is no error to the client.
  const closed = (reason?: Error) => fail(reason ?? new Error("the connection was closed"));
  connection.on("error", fail).on("close", closed);
  // The channel goes first, and the connection has the reason.
  channel.on("error", fail).on("close", () => queueMicrotask(closed));
  return state;
}

/**
 * The consumer is gone, and what it has acknowledged is off the queue: of a connection that is closed at once the node
 * drops acknowledgements that it has not passed on to the queue yet, and the frames come back.
 */
async function parted(channel: ConfirmChannel, consumerTag: string): Promise<void> {
  try {
    await inTime("the consumer is cancelled", CLOSING_MS, channel.cancel(consumerTag));
  } catch {
    // The broker, or a fault, has closed the channel first: then the frames come back whatever is done.
  }
}
