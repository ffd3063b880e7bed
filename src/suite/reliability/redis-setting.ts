import type { SentinelProbe } from "../../brokers/redis/sentinel.ts";
import { type BrokerTarget, brokerAt } from "../../brokers/target.ts";
import { targetOfNodes, targetOfRunning } from "../../brokers/target-from.ts";
import type { XfsDisk } from "../../faults/xfs-disk.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RedisSubject } from "../subjects/redis-subject.ts";
import type { Setting } from "./setting.ts";

const WHOLE_WITHIN_MS = 90_000;

/** Redis alone, or with replicas and Sentinels. */
export class RedisSetting implements Setting {
  readonly broker = "redis";
  readonly nodes: readonly [RedisSubject, ...RedisSubject[]];
  readonly sentinels: readonly SentinelProbe[];
  /** Of each node, in their order; none where this host cannot cut their power. */
  readonly disks: readonly XfsDisk[];

  constructor(parts: {
    nodes: readonly [RedisSubject, ...RedisSubject[]];
    sentinels?: readonly SentinelProbe[];
    disks: readonly XfsDisk[];
  }) {
    this.nodes = parts.nodes;
    this.sentinels = parts.sentinels ?? [];
    this.disks = parts.disks;
  }

  get topology(): Setting["topology"] {
    return this.sentinels.length > 0 ? "ha" : "one node";
  }

  async target(): Promise<BrokerTarget> {
    const [first, ...others] = this.nodes.map(({ service }) => service) as [RedisSubject["service"]];
    const services = this.sentinels.map(({ service }) => service);
    if (services.length === 0) return targetOfRunning("redis", first);
    return targetOfNodes("redis", [first, ...others], services);
  }

  /** The node that takes the frames, as the Sentinels say. */
  async primary(): Promise<RedisSubject> {
    const [first] = this.nodes;
    const [sentinel] = this.sentinels;
    if (!sentinel) return first;
    const { primary } = await sentinel.view();
    const node = this.nodes.find(({ service }) => service.name === primary);
    if (!node) throw new Error(`the Sentinels name ${primary}, which is no node of this run`);
    return node;
  }

  diskOf({ service }: RedisSubject): XfsDisk {
    const index = this.nodes.findIndex((node) => node.service === service);
    return this.disks[index] as XfsDisk;
  }

  async whole(): Promise<void> {
    const question = `Redis (${this.topology}) is whole`;
    await until(question, { deadlineMs: WHOLE_WITHIN_MS, everyMs: 200 }, async () => {
      const missing = this.topology === "ha" ? await this.#missing() : await unready(this.nodes[0]);
      return missing ? notYet(missing) : done(undefined);
    });
  }

  async remains(): Promise<string | undefined> {
    const broker = brokerAt(await this.target());
    const held = await broker.depth();
    if (held > 0) return `${broker.place} holds ${held} frames`;
    const lists = await Promise.all(this.nodes.map((node) => node.command("CLIENT", "LIST")));
    const clients = lists.flatMap((list) =>
      [...String(list).matchAll(/ name=(frame-\S+)/g)].map(([, name]) => name),
    );
    return clients.length > 0 ? `${clients.join(", ")} still connected` : undefined;
  }

  async #missing(): Promise<string | undefined> {
    const views = await Promise.all(this.sentinels.map((sentinel) => sentinel.view()));
    const [first] = views;
    const odd = views.find(({ primary, flags }) => primary !== first?.primary || flags !== "master");
    if (odd) return `a Sentinel says ${odd.primary} ${odd.flags}`;
    const blind = views.find(
      ({ replicas, otherSentinels }) =>
        replicas < this.nodes.length - 1 || otherSentinels < this.sentinels.length - 1,
    );
    // One that does not know a replica yet would leave it behind in a failover.
    if (blind)
      return `a Sentinel knows ${blind.replicas} replicas and ${blind.otherSentinels} other Sentinels`;
    const primary = await this.primary();
    const info = await primary.info();
    const followers = [info.slave0, info.slave1].filter((line) => line?.includes("state=online"));
    if (info.role !== "master") return `${primary.service.name} is ${info.role}`;
    const wanted = this.nodes.length - 1;
    if (followers.length < wanted)
      return `${followers.length} of ${wanted} replicas follow ${primary.service.name}`;
    const reasons = await Promise.all(this.nodes.map(unready));
    return reasons.find((reason) => reason !== undefined);
  }
}

/** A replica that has just been synchronized writes its first append-only file, and until then does not end on SIGTERM. */
async function unready(redis: RedisSubject): Promise<string | undefined> {
  const { loading, aof_rewrite_in_progress, aof_rewrite_scheduled } = await redis.info();
  if (loading !== "0") return `${redis.service.name} loads its data`;
  const isWriting = aof_rewrite_in_progress !== "0" || aof_rewrite_scheduled !== "0";
  return isWriting ? `${redis.service.name} writes its append-only file anew` : undefined;
}
