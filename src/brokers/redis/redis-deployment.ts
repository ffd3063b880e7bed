import type { Disk } from "../../faults/disk.ts";
import type { Fault } from "../../faults/fault.ts";
import { diskFull, tornTail } from "../../faults/power-cut.ts";
import { DeadlinePassed, done, notYet, until } from "../../kernel/wait.ts";
import type { Broker, BrokerTarget } from "../broker.ts";
import type { Copy, Deployment, DeploymentParts, Topology } from "../deployment.ts";
import type { MemberSettings } from "../member-settings.ts";
import { targetOfMembers } from "../target-from.ts";
import { handOver } from "./hand-over.ts";
import { RedisAdmin } from "./redis-admin.ts";
import { copying } from "./redis-copying.ts";
import { cutOff, memoryFull } from "./redis-faults.ts";
import { settingsOfNode } from "./redis-settings.ts";
import type { RedisTarget } from "./redis-target.ts";
import { SentinelProbe } from "./sentinel.ts";

const WHOLE_WITHIN_MS = 90_000;
/** Where config/redis/lines.sh keeps it: on the volume, since containers are made anew. */
const REMEMBERED = "/data/primary";
/** Some looks of keep-following.sh. */
const REMEMBERS_WITHIN = { deadlineMs: 45_000, everyMs: 500 };

/** Redis alone, or with replicas and Sentinels. */
export class RedisDeployment implements Deployment<RedisAdmin> {
  readonly broker: Broker<RedisTarget>;
  readonly nodes: readonly [RedisAdmin, ...RedisAdmin[]];
  readonly witnesses: readonly SentinelProbe[];
  readonly #parts: DeploymentParts;

  constructor(broker: Broker<RedisTarget>, parts: DeploymentParts) {
    this.broker = broker;
    this.#parts = parts;
    this.nodes = parts.nodes.map((service) => new RedisAdmin(service)) as [RedisAdmin];
    this.witnesses = parts.witnesses.map((service) => new SentinelProbe(service));
  }

  get topology(): Topology {
    return this.witnesses.length > 0 ? "ha" : "one node";
  }

  async version(): Promise<string> {
    return (await this.nodes[0].info()).redis_version ?? "unknown";
  }

  target(): Promise<BrokerTarget> {
    return targetOfMembers(this.broker, this.#parts);
  }

  /** As the Sentinels say. */
  async front(): Promise<RedisAdmin> {
    const [first] = this.nodes;
    const [sentinel] = this.witnesses;
    if (!sentinel) return first;
    const { primary } = await sentinel.view();
    const node = this.nodes.find(({ service }) => service.name === primary);
    if (!node) throw new Error(`the Sentinels name ${primary}, which is no node of this run`);
    return node;
  }

  async handOver(): Promise<void> {
    await handOver(await this.front(), this);
  }

  settings(): Promise<MemberSettings[]> {
    return Promise.all([
      ...this.nodes.map(async (node) => ({
        ...(await this.#settingsOf(node)),
        ...(this.topology === "ha" ? { over: "redis-ha" } : {}),
      })),
      ...this.witnesses.map((sentinel) => sentinel.settings()),
    ]);
  }

  async #settingsOf(node: RedisAdmin): Promise<MemberSettings> {
    const told = await settingsOfNode(node);
    if (this.topology !== "ha") return told;
    return { ...told, settings: { ...told.settings, ...(await this.#remembered(node)) } };
  }

  /** Whether a node will know who the primary was when all are started anew. */
  async #remembered({ service }: RedisAdmin): Promise<Record<string, string>> {
    const primary = (await this.front()).service.name;
    const asked = ["sh", "-c", `cat ${REMEMBERED} 2>/dev/null || true`];
    const name = "remembered primary";
    let said = "";
    try {
      await until(`${service.name} remembers ${primary}`, REMEMBERS_WITHIN, async () => {
        said = (await service.exec(asked)).trim();
        return said === primary ? done(undefined) : notYet(said || "nothing");
      });
      return { [name]: "the one that there is" };
    } catch (thrown) {
      if (!(thrown instanceof DeadlinePassed)) throw thrown;
      return said === "" ? {} : { [name]: said };
    }
  }

  diskOf({ service }: RedisAdmin): Disk {
    return this.#parts.disks[this.#parts.nodes.indexOf(service)] as Disk;
  }

  async cutOff(client: string): Promise<Fault> {
    return cutOff(client, await this.front());
  }

  async memoryFull(): Promise<Fault> {
    return memoryFull(await this.front());
  }

  diskFull(node: RedisAdmin): Fault {
    return diskFull(node.service, this.diskOf(node));
  }

  copying(node: RedisAdmin, copy: Copy): Fault {
    return copying(node, copy);
  }

  tornTail(node: RedisAdmin): Fault {
    return tornTail(node.service, this.diskOf(node), "*.incr.aof");
  }

  async whole(withinMs = WHOLE_WITHIN_MS): Promise<void> {
    const question = `Redis (${this.topology}) is whole`;
    await until(question, { deadlineMs: withinMs, everyMs: 200 }, async () => {
      const missing = this.topology === "ha" ? await this.#missing() : await unready(this.nodes[0]);
      return missing ? notYet(missing) : done(undefined);
    });
  }

  async remains(): Promise<string | undefined> {
    const broker = this.broker.at(await targetOfMembers(this.broker, this.#parts));
    const held = await broker.depth();
    if (held > 0) return `${broker.destination} holds ${held} frames`;
    const lists = await Promise.all(this.nodes.map((node) => node.command("CLIENT", "LIST")));
    const clients = lists.flatMap((list) =>
      [...String(list).matchAll(/ name=(frame-\S+)/g)].map(([, name]) => name),
    );
    return clients.length > 0 ? `${clients.join(", ")} still connected` : undefined;
  }

  /** In profile ha a frame is confirmed by WAITAOF, which a replica without an append-only file never answers. */
  async whyUnconfirmed(): Promise<string | undefined> {
    const settings = await Promise.all(
      this.nodes.map(async (node) => [node.service.name, await node.setting("appendonly")] as const),
    );
    const without = settings.filter(([, value]) => value !== "yes").map(([name]) => name);
    if (without.length === 0) return undefined;
    const waits =
      this.topology === "ha" ? "WAITAOF wants a primary and a replica with an append-only file; " : "";
    return `${waits}${without.join(" and ")} ${without.length > 1 ? "say" : "says"} appendonly no`;
  }

  async #missing(): Promise<string | undefined> {
    const views = await Promise.all(this.witnesses.map((sentinel) => sentinel.view()));
    const [first] = views;
    const odd = views.find(({ primary, flags }) => primary !== first?.primary || flags !== "master");
    if (odd) return `a Sentinel says ${odd.primary} ${odd.flags}`;
    const blind = views.find(
      ({ replicas, otherSentinels }) =>
        replicas < this.nodes.length - 1 || otherSentinels < this.witnesses.length - 1,
    );
    // One that does not know a replica yet would leave it behind in a failover.
    if (blind)
      return `a Sentinel knows ${blind.replicas} replicas and ${blind.otherSentinels} other Sentinels`;
    const primary = await this.front();
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
async function unready(node: RedisAdmin): Promise<string | undefined> {
  const { loading, aof_rewrite_in_progress, aof_rewrite_scheduled } = await node.info();
  if (loading !== "0") return `${node.service.name} loads its data`;
  const isWriting = aof_rewrite_in_progress !== "0" || aof_rewrite_scheduled !== "0";
  return isWriting ? `${node.service.name} writes its append-only file anew` : undefined;
}
