import { ReplyError } from "ioredis";
import type { RunningService } from "../../stack/running-service.ts";
import {
  around,
  between,
  type Doings,
  exactly,
  type Happening,
  type KnownBroker,
  type KnownFigure,
  type KnownGround,
  upTo,
} from "../known.ts";
import {
  halfSince,
  type LatencyHistogram,
  latencyHistogram,
  slowestMicroseconds,
} from "./latency-histogram.ts";
import { GROUP, STREAM } from "./names.ts";
import { RedisAdmin } from "./redis-admin.ts";
import { fieldsOf, listOf } from "./reply.ts";

const BROKER = { broker: "redis" };
const HOLDER = "known-1";
const CONSUMERS = [HOLDER, "known-2", "known-3"];
const ERRORS = 40;
const RECENT_MS = 10_000;
/** What passes between two looks at a clock, of Prometheus and ours. */
const APART_SECONDS = 5;
/** The ratio of a heap of a few MiB moves with every frame. */
const APART_RATIO = 0.5;
/** What a healthy replica may be behind, and how long it may have been silent. */
const BEHIND_BYTES = 100_000;
const SILENT_SECONDS = 3;
const USEC = 1e-6;

type Info = Readonly<Record<string, string>>;

/** Redis with all its nodes. The first one takes the frames. */
export async function knownRedis({ service, members }: KnownGround): Promise<KnownBroker> {
  const admin = new RedisAdmin(service);
  // From now on the exporter counts errors of this kind, and calls of XADD: what was never there does not increase.
  await failing(admin, "XADD", STREAM);
  const before = await xadds(admin);
  return {
    act: ({ held }) => act(admin, held),
    async settled() {
      await touch(admin);
    },
    figures: () => figuresOf({ service, members }, before),
    // What its consumers hold is for the next one to take over.
    async [Symbol.asyncDispose]() {},
  };
}

async function act(admin: RedisAdmin, held: Doings["held"]): Promise<Happening[]> {
  const fromMs = Date.now();
  const before = errorsOf(await admin.info());
  await admin.command("XREADGROUP", "GROUP", GROUP, HOLDER, "COUNT", held, "STREAMS", STREAM, ">");
  for (let count = 0; count < ERRORS; count += 1) await failing(admin, "NOSUCHCOMMAND");
  const times = { fromMs, toMs: Date.now() };
  const all = errorsOf(await admin.info());
  const of = { instance: instanceOf(admin.service.name), err: "ERR" };
  return [
    { what: "frames-out", of: BROKER, count: held, ...times },
    // The exporter was told errors itself, while there was no stream yet.
    { what: "redis-errors", of, count: all - before, unsure: before, ...times },
  ];
}

/** Has each consumer ask, for what it holds already. */
async function touch(admin: RedisAdmin): Promise<void> {
  for (const consumer of CONSUMERS)
    await admin.command("XREADGROUP", "GROUP", GROUP, consumer, "COUNT", 1, "STREAMS", STREAM, "0");
}

/** A command that the server refuses. */
async function failing(admin: RedisAdmin, name: string, ...args: string[]): Promise<void> {
  await admin.command(name, ...args).catch((thrown: unknown) => {
    if (!(thrown instanceof Error && thrown instanceof ReplyError)) throw thrown;
  });
}

async function figuresOf(
  { service, members }: KnownGround,
  before: LatencyHistogram,
): Promise<KnownFigure[]> {
  const admin = new RedisAdmin(service);
  const infos = await Promise.all(
    members.nodes.map(async (node) => ({ node, info: await new RedisAdmin(node).info() })),
  );
  const primary = infos.find(({ node }) => node.name === service.name)?.info ?? {};
  return [
    ...infos.flatMap(({ node, info }) => ofNode(node, info)),
    ...ofPrimary(primary),
    ...ofXadd({ info: primary, before, now: await xadds(admin) }),
    ...(await ofStream(admin)),
    ...members.witnesses.flatMap(({ name }) => ofSentinel(`${name}:26379`, members)),
  ];
}

function instanceOf(name: string): string {
  return `${name}:6379`;
}

function ofNode({ name }: RunningService, info: Info): KnownFigure[] {
  const of = { instance: instanceOf(name) };
  const field = (key: string) => Number(info[key] ?? Number.NaN);
  const ok = (key: string) => (info[key] === "ok" ? 1 : 0);
  const age = field("server_time_usec") * USEC - field("rdb_last_save_time");
  return [
    exactly("node-up", { ...BROKER, ...of }, 1),
    exactly("memory-share", { ...BROKER, ...of }, field("used_memory") / field("maxmemory")),
    exactly("redis-memory-share", of, field("used_memory") / field("maxmemory")),
    exactly("node-version", { ...of, version: info.redis_version ?? "" }, 1),
    around("node-uptime", of, field("uptime_in_seconds"), APART_SECONDS),
    exactly("node-memory-left", of, field("maxmemory") - field("used_memory")),
    around("redis-fragmentation", of, field("allocator_frag_ratio"), APART_RATIO),
    exactly("redis-memory-used", of, field("used_memory")),
    exactly("redis-memory-resident", of, field("used_memory_rss")),
    exactly("redis-memory-limit", of, field("maxmemory")),
    exactly("redis-append-ok", of, ok("aof_last_write_status")),
    exactly("redis-rewrite-ok", of, ok("aof_last_bgrewrite_status")),
    exactly("redis-snapshot-ok", of, ok("rdb_last_bgsave_status")),
    exactly("redis-append-bytes", of, field("aof_current_size")),
    upTo("redis-fsync-delays", of, field("aof_delayed_fsync")),
    around("redis-snapshot-age", of, age, APART_SECONDS),
    exactly("redis-snapshot-changes", of, field("rdb_changes_since_last_save")),
    upTo("redis-evicted", of, field("evicted_keys")),
    upTo("redis-rejected", of, field("rejected_connections")),
    ...(info.role === "slave"
      ? [exactly("redis-link-ok", of, info.master_link_status === "up" ? 1 : 0)]
      : []),
    ...(info.role === "master" ? [exactly("redis-primary", of, 1)] : []),
  ];
}

function ofPrimary(info: Info): KnownFigure[] {
  const replicas = Object.entries(info).filter(([key]) => /^slave\d+$/.test(key));
  return [
    exactly("redis-replicas", BROKER, Number(info.connected_slaves)),
    ...replicas.flatMap(([, value]) => {
      const of = { slave_ip: partsOf(value).ip ?? "" };
      return [
        between("redis-replica-silence", of, 0, SILENT_SECONDS),
        between("redis-replica-behind", of, 0, BEHIND_BYTES),
      ];
    }),
  ];
}

async function xadds(admin: RedisAdmin): Promise<LatencyHistogram> {
  return latencyHistogram(await admin.command("LATENCY", "HISTOGRAM", "xadd"));
}

interface Xadds {
  info: Info;
  /** As all of them were before anything was done, and are now. */
  before: LatencyHistogram;
  now: LatencyHistogram;
}

/**
 * A panel shows the last minute: what was done, which may be far quicker than what was before, and some of that. Half of them
 * lies between the halves of both. One bad moment may be all of its p99.
 */
function ofXadd({ info, before, now }: Xadds): KnownFigure[] {
  const ever = Number(partsOf(info.latency_percentiles_usec_xadd ?? "").p50);
  const { least, most } = halfSince(before, now) ?? { least: ever, most: ever };
  const [shortest, longest] = [Math.min(ever, least) * USEC, Math.max(ever, most) * USEC];
  return [
    between("redis-xadd-p50", BROKER, shortest, longest),
    between("redis-xadd-p99", BROKER, shortest, slowestMicroseconds(now) * USEC),
  ];
}

async function ofStream(admin: RedisAdmin): Promise<KnownFigure[]> {
  const [length, groups, consumers] = await Promise.all([
    admin.command("XLEN", STREAM),
    admin.command("XINFO", "GROUPS", STREAM),
    admin.command("XINFO", "CONSUMERS", STREAM, GROUP),
  ]);
  const group = tableOf(groups).find(({ name }) => name === GROUP) ?? {};
  const recent = tableOf(consumers).filter(({ idle }) => Number(idle) < RECENT_MS);
  return [
    exactly("backlog", BROKER, Number(length)),
    exactly("redis-stream-length", {}, Number(length)),
    exactly("redis-stream-lag", {}, Number(group.lag)),
    exactly("redis-stream-pending", {}, Number(group.pending)),
    // Of none at all a query that counts them has no series.
    between("redis-consumers", BROKER, recent.length, recent.length),
  ];
}

function ofSentinel(instance: string, { nodes, witnesses }: KnownGround["members"]): KnownFigure[] {
  return [
    exactly("redis-sentinels-seen", { instance }, witnesses.length),
    exactly("redis-replicas-seen", { instance }, nodes.length - 1),
    exactly("redis-quorum-ok", { instance }, 1),
  ];
}

function errorsOf(info: Info): number {
  return Number(partsOf(info.errorstat_ERR ?? "").count ?? 0);
}

/** "ip=redis-replica-1,port=6379" by name. */
function partsOf(text: string): Record<string, string> {
  return Object.fromEntries(text.split(",").map((part) => part.split("=") as [string, string]));
}

/** What XINFO lists. */
function tableOf(reply: unknown): Record<string, unknown>[] {
  return listOf(reply).map((row) => Object.fromEntries(fieldsOf(row)));
}
