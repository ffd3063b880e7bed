import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { errors, type NatsConnection } from "@nats-io/transport-node";
import { inTime } from "../../kernel/wait.ts";
import type { Address } from "../../stack/running-service.ts";
import type { BrowsableBroker, FrameConsumer, FramePublisher } from "../frame-broker.ts";
import { NodesInTurn } from "../nodes-in-turn.ts";
import { browseStream } from "./browse-stream.ts";
import { CONSUMER, STREAM, SUBJECT, streamOf } from "./names.ts";
import { connect, type Link, type LinkName, type NatsLogin } from "./nats-link.ts";
import { StreamConsumer } from "./stream-consumer.ts";
import { StreamPublisher } from "./stream-publisher.ts";
import { inboxOf, takersOf } from "./takers.ts";

const PRODUCER = { name: "frame-producer", inbox: "_INBOX.producer" };
const COUNTER = { name: "frame-counter" };
const BROWSER = { name: "frame-browser" };
/**
 * How a consumer asks for frames: so many at once, anew every few seconds, and at once where the server says nothing for two of its
 * heartbeats, as when another node leads. By default it would wait for half a minute.
 */
const ASKING = { max_messages: 256, expires: 4_000, idle_heartbeat: 1_000 };
const OPENING_MS = 10_000;
/** Longer than a node may stand still, and in a cluster short enough to be with another before the plan's failover time. */
const PATIENCE_MS = { alone: 30_000, inCluster: 12_000 };

export interface NatsStreamOptions extends NatsLogin {
  address: Address;
  /** Where the other nodes of its cluster are. */
  others?: readonly Address[];
  destination: string;
}

/** Frames as messages of a stream of JetStream, which a durable consumer with explicit acknowledgement takes out of it. */
export class NatsStream implements BrowsableBroker {
  readonly destination: string;
  readonly #stream: string;
  readonly #login: NatsLogin;
  readonly #nodes: NodesInTurn;

  constructor({ address, others, destination, user, password }: NatsStreamOptions) {
    this.#login = { user, password };
    this.#nodes = new NodesInTurn(address, others);
    this.#stream = streamOf(destination);
    this.destination = `stream ${this.#stream}`;
  }

  async reach(): Promise<void> {
    const { connection } = await connect(this.#nodes, this.#login, COUNTER);
    await connection.close();
  }

  async openPublisher(): Promise<FramePublisher> {
    return this.#open(PRODUCER, async ({ connection, node }) => {
      const subject = await this.#subject(connection);
      const giveUp = () => {
        this.#nodes.passOver(node);
        void connection.close();
      };
      return new StreamPublisher({
        client: jetstream(connection),
        subject,
        patienceMs: this.#nodes.areSeveral ? PATIENCE_MS.inCluster : PATIENCE_MS.alone,
        giveUp,
        close: () => connection.close(),
      });
    });
  }

  async openConsumer(onFrame: (frame: Buffer) => void): Promise<FrameConsumer> {
    const called = { name: "frame-consumer", inbox: inboxOf(this.#stream) };
    return this.#open(called, async ({ connection }) => {
      const consumer = new StreamConsumer(connection, onFrame);
      const durable = await jetstream(connection).consumers.get(this.#stream, CONSUMER);
      consumer.follow(await durable.consume({ ...ASKING, callback: consumer.take }));
      return consumer;
    });
  }

  async depth(): Promise<number> {
    return this.#ask(async (connection) => {
      const manager = await jetstreamManager(connection, { checkAPI: false });
      return (await manager.streams.info(this.#stream)).state.messages;
    });
  }

  async consumers(): Promise<number> {
    return this.#ask((connection) => takersOf(connection, this.#stream));
  }

  async browse(onFrame: (frame: Buffer) => void): Promise<number> {
    const { connection } = await connect(this.#nodes, this.#login, BROWSER);
    try {
      const manager = await jetstreamManager(connection, { checkAPI: false });
      return await browseStream(manager, this.#stream, onFrame);
    } finally {
      await connection.close();
    }
  }

  async #ask<T>(question: (connection: NatsConnection) => Promise<T>): Promise<T> {
    return this.#open(COUNTER, async ({ connection }) => {
      const answer = await question(connection);
      await connection.close();
      return answer;
    });
  }

  /** Connects, and gives up when the stream does not take part: one without a leader answers nothing. */
  async #open<T>(called: LinkName, use: (link: Link) => Promise<T>): Promise<T> {
    const link = await connect(this.#nodes, this.#login, called);
    try {
      return await inTime(`${this.destination} takes part`, OPENING_MS, use(link));
    } catch (thrown) {
      this.#nodes.passOver(link.node);
      await link.connection.close();
      throw thrown;
    }
  }

  async #subject(connection: NatsConnection): Promise<string> {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    try {
      return takingAt(this.#stream, (await manager.streams.info(this.#stream)).config.subjects);
    } catch (thrown) {
      // A producer has no right to look at streams, and needs none to send to the delivered one.
      if (isForbidden(thrown) && this.#stream === STREAM) return SUBJECT;
      throw thrown;
    }
  }
}

/** Whether it is a right that was missing; the client wraps what the server says of a request. */
export function isForbidden(thrown: unknown): boolean {
  const reasons = thrown instanceof Error ? [thrown, thrown.cause] : [];
  return reasons.some((reason) => reason instanceof errors.PermissionViolationError);
}

/** The subject at which a stream takes frames. @throws Error where it takes them at a pattern only */
export function takingAt(stream: string, subjects: readonly string[] | undefined): string {
  const literal = subjects?.find((subject) => !/[*>]/.test(subject));
  if (literal !== undefined) return literal;
  throw new Error(
    `stream ${stream} takes frames at ${subjects?.join(", ") || "no subject"}, which names no single one`,
  );
}
