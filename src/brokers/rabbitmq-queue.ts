import { type ChannelModel, type ConfirmChannel, connect as connectAmqp } from "amqplib";
import type { Address, HostPort } from "../stack/running-service.ts";
import { done, until } from "../wait.ts";
import type { FrameBroker, FrameConsumer, FramePublisher } from "./frame-broker.ts";
import { QueuePublisher } from "./queue-publisher.ts";

const PREFETCH = 256;
const HEARTBEAT_SECONDS = 10;
const CONNECTING_MS = 5_000;
const CLOSING_MS = 2_000;

export interface RabbitMQQueueOptions {
  address: Address;
  /** Where the other nodes of its cluster are. */
  others?: readonly Address[];
  user: string;
  password: string;
  /** "/" where none is named. */
  vhost?: string;
  queue: string;
}

/**
 * Frames as persistent messages of a queue that the stack has declared. Confirmed is the publisher confirm; a nack, or a
 * message that no queue took (mandatory), is refused. A consumer acknowledges each frame after it was handled.
 */
export class RabbitMQQueue implements FrameBroker {
  readonly place: string;
  readonly #options: RabbitMQQueueOptions;

  constructor(options: RabbitMQQueueOptions) {
    this.#options = options;
    this.place = `queue ${options.queue}`;
  }

  async openPublisher(): Promise<FramePublisher> {
    const link = await connect(this.#options, "frame-producer");
    const channel = await confirmChannel(link);
    const { connection } = link;
    const { queue } = this.#options;
    return new QueuePublisher({ connection, channel, queue, close: () => close(link) });
  }

  async openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer> {
    const link = await connect(this.#options, "frame-consumer");
    const channel = await confirmChannel(link);
    const state: { failure: Error | undefined } = { failure: undefined };
    link.connection.on("error", (error) => {
      state.failure = error;
    });
    await channel.prefetch(PREFETCH);
    await channel.consume(this.#options.queue, (message) => {
      if (message === null) {
        state.failure = new Error(`${this.place}: the broker cancelled the consumer`);
        return;
      }
      onFrame(message.content);
      channel.ack(message);
    });
    return {
      get failure() {
        return state.failure;
      },
      [Symbol.asyncDispose]: () => close(link),
    };
  }

  /** Ready frames only: AMQP does not tell of the others, so a consumer has to be closed first, which returns its own. */
  async depth(): Promise<number> {
    return (await this.#look()).messageCount;
  }

  async consumers(): Promise<number> {
    return (await this.#look()).consumerCount;
  }

  async #look() {
    const link = await connect(this.#options, "frame-counter");
    try {
      const channel = await confirmChannel(link);
      return await channel.checkQueue(this.#options.queue);
    } finally {
      await close(link);
    }
  }
}

/** A connection, and the way to be rid of it when the broker does not take part. */
interface Link {
  connection: ChannelModel;
  cut: AbortController;
}

/**
 * Connects to the first node that takes part.
 * @param name under which the broker lists the connection
 * @throws what the last of them said
 */
async function connect(options: RabbitMQQueueOptions, name: string): Promise<Link> {
  const { address, others = [] } = options;
  let reason: unknown;
  for (const node of [address, ...others]) {
    try {
      return await connectTo(await node(), options, name);
    } catch (thrown) {
      reason = thrown;
    }
  }
  throw reason;
}

async function connectTo(
  { host, port }: HostPort,
  { user, password, vhost = "/" }: RabbitMQQueueOptions,
  name: string,
): Promise<Link> {
  const cut = new AbortController();
  const login = { hostname: host, port, username: user, password, vhost, heartbeat: HEARTBEAT_SECONDS };
  // A node that is held up takes the connection and says nothing.
  const socket = {
    noDelay: true,
    signal: cut.signal,
    timeout: CONNECTING_MS,
    clientProperties: { connection_name: name },
  };
  const connection = await connectAmqp(login, socket);
  // Without a listener a lost connection ends the process; here it reaches the caller through its pending confirms.
  connection.on("error", () => undefined);
  return { connection, cut };
}

async function confirmChannel({ connection }: Link): Promise<ConfirmChannel> {
  const channel = await connection.createConfirmChannel();
  channel.on("error", () => undefined);
  return channel;
}

/** A broker that has blocked its publishers does not read their goodbye: after a moment the connection is cut. */
async function close({ connection, cut }: Link): Promise<void> {
  // It throws when the broker, or a fault, has closed it first: just as closed.
  const closing = async () => done(await connection.close().catch(() => undefined));
  await until("the connection is closed", { deadlineMs: CLOSING_MS }, closing).catch(() => undefined);
  cut.abort();
}
