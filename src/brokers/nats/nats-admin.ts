import {
  type ConsumerInfo,
  type JetStreamAccountStats,
  type JetStreamManager,
  jetstreamManager,
  type StreamConfig,
  type StreamInfo,
} from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import type { z } from "zod";
import { get, readJson } from "../../kernel/http.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { NodesInTurn } from "../nodes-in-turn.ts";
import { CONSUMER, destinationOf, STREAM, streamOf } from "./names.ts";
import { healthzSchema, type Varz, varzSchema } from "./nats-answers.ts";
import { connect } from "./nats-link.ts";
import { natsLoginOf } from "./nats-login.ts";
import { type ServerConnection, serverConnections } from "./server-connections.ts";

const PORT = 4222;
const MONITORING_PORT = 8222;
const COUNTER = { name: "frame-counter" };

/** Administers a running NATS: its streams over JetStream's API, and what the server says of itself. */
export class NatsAdmin {
  readonly service: RunningService;

  constructor(service: RunningService) {
    this.service = service;
  }

  get login() {
    return {
      address: () => this.service.address(PORT),
      ...natsLoginOf(this.service.service.environment),
    };
  }

  varz(): Promise<Varz> {
    return this.#json("/varz", varzSchema);
  }

  /** "ok", or what is missing. */
  async health(): Promise<string> {
    // 503 is the answer that something is.
    const takes = (status: number) => status === 200 || status === 503;
    const answer = await get(`${await this.service.url(MONITORING_PORT)}/healthz`, { takes });
    const { status, error } = await readJson(answer, healthzSchema);
    return status === "ok" ? status : (error ?? status);
  }

  stream(destination = STREAM): Promise<StreamInfo> {
    return this.ask((manager) => manager.streams.info(streamOf(destination)));
  }

  consumer(destination = STREAM): Promise<ConsumerInfo> {
    return this.ask((manager) => manager.consumers.info(streamOf(destination), CONSUMER));
  }

  /** What the account of the system's stream may have of JetStream. */
  async accountLimits(): Promise<JetStreamAccountStats["limits"]> {
    return (await this.ask((manager) => manager.getAccountInfo())).limits;
  }

  /** Every stream, as destinations are named. */
  destinations(): Promise<string[]> {
    return this.ask(async (manager) => {
      const names: string[] = [];
      for await (const { config } of manager.streams.list()) names.push(destinationOf(config));
      return names;
    });
  }

  /** Makes a stream like the system's, with its consumer, that takes frames at the subject of its own name. */
  async declareLike(destination: string): Promise<void> {
    const [stream, consumer] = [streamOf(destination), await this.consumer()];
    const { config } = await this.stream();
    await this.ask(async (manager) => {
      // Room is set aside by that: the run's own stream takes what is left.
      const { max_bytes: _room, ...like } = config;
      await manager.streams.add({ ...like, name: stream, subjects: [destination] });
      await manager.consumers.add(stream, consumer.config);
    });
  }

  /** Removes a stream with everything in it. */
  async remove(destination: string): Promise<void> {
    await this.ask((manager) => manager.streams.delete(streamOf(destination)));
  }

  /** Changes settings of a stream for a time, to reach a limit sooner; disposing puts the deployed ones back. */
  async override(destination: string, changes: Partial<StreamConfig>): Promise<AsyncDisposableStack> {
    const { config } = await this.stream(destination);
    const deployed = Object.fromEntries(
      Object.keys(changes).map((name) => [name, config[name as keyof StreamConfig]]),
    );
    const update = (to: Partial<StreamConfig>) =>
      this.ask((manager) => manager.streams.update(streamOf(destination), to));
    await update(changes);
    const undo = new AsyncDisposableStack();
    undo.defer(async () => {
      await update(deployed);
    });
    return undo;
  }

  /** Who is connected to any server of the cluster. */
  connections(): Promise<ServerConnection[]> {
    return this.#connected((connection) => serverConnections(connection));
  }

  /** Waits until it has the system's stream and consumer, which are declared once it runs. */
  async answers(deadlineMs = 60_000): Promise<void> {
    await until("NATS answers, with its stream", { deadlineMs, everyMs: 100 }, async () => {
      for (const { cluster } of [await this.stream(), await this.consumer()])
        if (cluster && !cluster.leader) return notYet(`${STREAM} has no leader`);
      return done(undefined);
    });
  }

  async ask<T>(question: (manager: JetStreamManager) => Promise<T>): Promise<T> {
    return this.#connected(async (connection) =>
      question(await jetstreamManager(connection, { checkAPI: false })),
    );
  }

  async #connected<T>(use: (connection: NatsConnection) => Promise<T>): Promise<T> {
    const { address, ...login } = this.login;
    const { connection } = await connect(new NodesInTurn(address), login, COUNTER);
    try {
      return await use(connection);
    } finally {
      await connection.close();
    }
  }

  async #json<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    return readJson(await get((await this.service.url(MONITORING_PORT)) + path), schema);
  }
}
