import type { StreamConfig } from "@nats-io/jetstream";
import { done, notYet, settled, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { AS_DELIVERED, type Destinations, isOwn } from "../destinations.ts";
import type { MemberSettings } from "../member-settings.ts";
import { CONSUMER, STREAM } from "./names.ts";
import { NatsAdmin } from "./nats-admin.ts";
import { settingsOfNode } from "./nats-settings.ts";
import { NatsStream } from "./nats-stream.ts";

const NS_PER_MS = 1e6;
const SETTLING = { deadlineMs: 60_000, everyMs: 200 };

/** The NATS under test: what a spec can ask of it and send through it. */
export class NatsSubject extends NatsAdmin {
  readonly #destinations: Destinations;

  /** @param destinations which streams tests may use */
  constructor(service: RunningService, destinations = AS_DELIVERED) {
    super(service);
    this.#destinations = destinations;
  }

  /** The stream that the video-detection system uses, or one in its stead. */
  get framesAt(): string {
    return this.#destinations.named(STREAM);
  }

  get frames(): NatsStream {
    return new NatsStream({ ...this.login, destination: this.framesAt });
  }

  /** Where the system's stream is kept, and when the server has its writes fsynced. */
  async durability(): Promise<{ storage: string; fsync: string; details: Record<string, string> }> {
    const [{ jetstream }, { config }] = await Promise.all([this.varz(), this.stream()]);
    const { sync_always: isSynced = false, sync_interval: interval = "unknown" } = jetstream.config ?? {};
    return {
      storage: config.storage,
      fsync: isSynced ? "before every confirmation" : `every ${Number(interval) / 1e9} s`,
      details: { directory: String(jetstream.config?.store_dir ?? "unknown") },
    };
  }

  /** How long and how many frames the system's stream takes; `undefined` where nothing limits them. */
  async limits(): Promise<{ maxAgeMs: number | undefined; maxMessages: number | undefined }> {
    const { max_age, max_msgs } = (await this.stream()).config;
    return {
      maxAgeMs: max_age > 0 ? max_age / NS_PER_MS : undefined,
      maxMessages: max_msgs > 0 ? max_msgs : undefined,
    };
  }

  settings(): Promise<MemberSettings> {
    return settingsOfNode(this);
  }

  /**
   * Streams and consumers beside the system's own and this project's runs, in words. What the node declares at its start comes
   * after its own stream.
   */
  async unexpectedDeclared(): Promise<string[]> {
    await until("NATS has declared all that it declares", SETTLING, async () => {
      const { exitCode, output } = await this.service.run(["sh", "/etc/nats/healthy.sh"]);
      return exitCode === 0 ? done(undefined) : notYet(output.trim());
    });
    const destinations = await this.destinations();
    const beside = destinations.filter((name) => name !== STREAM && !isOwn(name, () => true));
    const consumers = await this.ask(async (manager) => {
      const names: string[] = [];
      for await (const { name } of manager.consumers.list(STREAM)) names.push(name);
      return names;
    });
    return [
      ...beside.map((name) => `stream ${name}`),
      ...consumers.filter((name) => name !== CONSUMER).map((name) => `consumer ${name} of ${STREAM}`),
    ];
  }

  /** Other limits for the stream that tests send to, until disposed of. */
  overrideLimits(changes: Partial<StreamConfig>): Promise<AsyncDisposableStack> {
    return this.override(this.framesAt, changes);
  }
}

/** The nodes of profile nats-ha as one cluster. */
export class NatsClusterSubject {
  readonly nodes: readonly [NatsSubject, ...NatsSubject[]];

  constructor(nodes: readonly [NatsSubject, ...NatsSubject[]]) {
    this.nodes = nodes;
  }

  /** A node by the name of its service. */
  node(name: string): NatsSubject {
    const node = this.nodes.find(({ service }) => service.name === name);
    if (!node) throw new Error(`${name} is no node of this cluster`);
    return node;
  }

  /** What the nodes say once every one of them is current, or when the deadline passes: the narrowest view counts. */
  view(): Promise<{ nodes: number; replicas: number; details: Record<string, string> }> {
    return settled(
      "every node is current",
      SETTLING,
      () => this.#look(),
      ({ nodes, replicas }) => nodes === this.nodes.length && replicas === this.nodes.length,
    );
  }

  async #look() {
    const told = await Promise.all(this.nodes.map((node) => node.varz()));
    const leader = told.find(({ server_name, jetstream: { meta } }) => meta?.leader === server_name);
    const current = leader?.jetstream.meta?.replicas.filter((each) => each.current && !each.offline) ?? [];
    const { cluster } = await this.nodes[0].stream();
    const following = cluster?.replicas?.filter((each) => each.current && !each.offline) ?? [];
    return {
      nodes: leader ? current.length + 1 : 0,
      replicas: cluster?.leader ? following.length + 1 : 0,
      details: {
        "leader of the cluster": leader?.server_name ?? "none",
        "leader of the stream": cluster?.leader ?? "none",
      },
    };
  }
}
