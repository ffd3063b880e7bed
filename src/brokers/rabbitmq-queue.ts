import { type ChannelModel, type ConfirmChannel, connect as connectAmqp } from "amqplib";
import type { Address } from "../stack/running-service.ts";
import type { Answer, FrameBroker, FrameConsumer, FramePublisher } from "./frame-broker.ts";

const PREFETCH = 256;
const HEARTBEAT_SECONDS = 10;

export interface RabbitMQQueueOptions {
  address: Address;
  user: string;
  password: string;
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
    const connection = await connect(this.#options);
    const channel = await confirmChannel(connection);
    const { queue } = this.#options;
    const returned = new Set<string>();
    channel.on("return", (message) => returned.add(message.properties.messageId));
    let count = 0;
    return {
      publish: (frame) => {
        count += 1;
        return publish(channel, { queue, frame, messageId: String(count), returned });
      },
      [Symbol.asyncDispose]: () => close(connection),
    };
  }

  async openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer> {
    const connection = await connect(this.#options);
    const channel = await confirmChannel(connection);
    const state: { failure: Error | undefined } = { failure: undefined };
    connection.on("error", (error) => {
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
      [Symbol.asyncDispose]: () => close(connection),
    };
  }

  /** Ready frames only: AMQP does not tell of the others, so a consumer has to be closed first, which returns its own. */
  async depth(): Promise<number> {
    const connection = await connect(this.#options);
    try {
      const channel = await confirmChannel(connection);
      return (await channel.checkQueue(this.#options.queue)).messageCount;
    } finally {
      await close(connection);
    }
  }
}

async function connect({ address, user, password }: RabbitMQQueueOptions): Promise<ChannelModel> {
  const { host, port } = await address();
  const connection = await connectAmqp(
    { hostname: host, port, username: user, password, heartbeat: HEARTBEAT_SECONDS },
    { noDelay: true },
  );
  // Without a listener a lost connection ends the process; here it reaches the caller through its pending confirms.
  connection.on("error", () => undefined);
  return connection;
}

async function confirmChannel(connection: ChannelModel): Promise<ConfirmChannel> {
  const channel = await connection.createConfirmChannel();
  channel.on("error", () => undefined);
  return channel;
}

async function close(connection: ChannelModel): Promise<void> {
  // It throws when the broker has closed it first, which is just as closed.
  await connection.close().catch(() => undefined);
}

interface Publication {
  queue: string;
  frame: Buffer;
  messageId: string;
  returned: Set<string>;
}

function publish(
  channel: ConfirmChannel,
  { queue, frame, messageId, returned }: Publication,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    channel.publish("", queue, frame, { persistent: true, mandatory: true, messageId }, (error) => {
      if (returned.delete(messageId)) resolve("refused");
      else if (!error) resolve("confirmed");
      else if (error.message === "message nacked") resolve("refused");
      else reject(error);
    });
  });
}
