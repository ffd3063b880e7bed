/** What a value is counted in, whatever unit it is written in. A *state* is a number that stands for a word. */
export type Base = "per second" | "count" | "s" | "bytes" | "share" | "state";

/** How the truth of a quantity comes about. */
type Source =
  /** From what was done within the window of the query: per second, or as a number. */
  | { from: "rate" | "increase" }
  /** From what the broker, or the harness, says of this moment. */
  | { from: "figure" }
  /** The largest, or the mean, of another quantity's figures. */
  | { from: "most" | "mean"; of: string }
  /** The time within which so many of the told latencies lie. */
  | { from: "quantile"; of: string; share: number }
  /** One quantity of another, within the window. */
  | { from: "ratio"; of: string; to: string };

/** Something that a panel or a recording rule shows, and how its truth comes about. */
export type Quantity = Described & Source;

/** Something that can be shown. */
export interface Described {
  /** In words: "frames that the broker took". */
  readonly text: string;
  readonly base: Base;
  /** Labels by which its series are told apart. */
  readonly by: readonly string[];
  /** What titles and legends call it, in lower case. */
  readonly called?: readonly string[];
  /** No series beyond those that are known may be there. */
  readonly isWhole?: true;
  /** Of a state: the healthy value. */
  readonly good?: 0 | 1;
  /** Of a state of which no value is healthy: what each is called. */
  readonly named?: Readonly<Record<string, string>>;
  /** Selectors of which one has to be asked: while all is well, its value is that of others too. */
  readonly asks?: readonly string[];
}

const BROKER = ["broker"];
const NODE = ["instance"];
const QUEUE = ["queue"];

const rate = (text: string, called: readonly string[] = []): Quantity => ({
  ...{ from: "rate", base: "per second", by: BROKER, text, called },
});
const increase = (text: string, called: readonly string[] = [], by = BROKER): Quantity => ({
  ...{ from: "increase", base: "count", by, text, called },
});
const figure = (
  text: string,
  base: Base,
  by: readonly string[],
  called: readonly string[] = [],
): Quantity => ({
  ...{ from: "figure", base, by, text, called },
});
const state = (text: string, good: 0 | 1, asks: string, by: readonly string[] = NODE): Quantity => ({
  ...figure(text, "state", by),
  good,
  asks: [asks],
});
const asking = (quantity: Quantity, ...asks: string[]): Quantity => ({ ...quantity, asks });
const latency = (share: number, called: readonly string[]): Quantity => ({
  ...{ from: "quantile", of: "latency-buckets", share, base: "s", by: BROKER, called },
  text: `the time within which ${share * 100} % of the frames come out`,
});

/** What is the same for every broker. */
const FRAMES = {
  "frames-in": rate("frames that the broker took", ["frames in", "throughput in"]),
  "frames-out": rate("frames that were handed out or acknowledged", ["frames out", "throughput out"]),
  "frames-refused": rate("frames that the broker did not take", ["frames refused"]),
  "told-sent": rate("frames that producers sent", ["sent"]),
  "told-confirmed": rate("frames that were confirmed to producers", ["confirmed"]),
  "told-received": rate("frames that consumers received", ["received"]),
  "told-refused": rate("frames that were refused to producers"),
  "frames-lost": increase("frames lost", ["frames lost", "lost"]),
  "frames-duplicated": increase("frames received more than once", ["frames duplicated", "duplicated"]),
  "frames-corrupted": increase("frames received with other bytes", ["frames corrupted", "corrupted"]),
  success: {
    ...{ from: "ratio", of: "told-received", to: "told-sent", base: "share", by: BROKER },
    ...{ text: "received of the sent frames", called: ["success"] },
  },
  backlog: figure("frames that nobody has acknowledged", "count", BROKER, ["backlog"]),
  producers: figure("connected producers", "count", BROKER, ["producers"]),
  "latency-buckets": { ...rate("frames that came out within each time"), by: ["broker", "le"] },
  "latency-p50": latency(0.5, ["p50", "latency p50"]),
  "latency-p99": latency(0.99, ["p99", "latency p99"]),
  "latency-p999": latency(0.999, ["p99.9", "latency p99.9"]),
  "node-up": { ...figure("a node that answers", "state", ["broker", "instance"]), good: 1 },
  "nodes-up": {
    ...{ from: "mean", of: "node-up", base: "share", by: BROKER },
    ...{ text: "the nodes that answer, of all", called: ["brokers up"], asks: ["broker:up", "redis_up"] },
  },
  "memory-share": figure("memory that a node uses, of its limit", "share", ["broker", "instance"]),
  "fullest-memory": {
    ...{ from: "most", of: "memory-share", base: "share", by: BROKER },
    ...{ text: "memory that the fullest node uses, of its limit", called: ["memory"] },
  },
  "node-version": figure("a node of that version", "count", ["instance", "version"], ["answers"]),
  "node-uptime": figure("time since a node started", "s", NODE, ["uptime"]),
  "node-memory-left": figure("memory of a node, up to its limit", "bytes", NODE, ["memory left"]),
  "node-disk-left": figure("free disk of a node, down to its limit", "bytes", NODE, ["disk left"]),
} as const satisfies Record<string, Quantity>;

const REDIS = {
  "redis-consumers": figure("consumers that have asked within ten seconds", "count", BROKER, ["consumers"]),
  "redis-xadd-p50": figure("half of the XADD take less", "s", BROKER, ["p50"]),
  "redis-xadd-p99": figure("99 % of the XADD take less", "s", BROKER, ["p99"]),
  "redis-errors": increase("error replies", [], ["instance", "err"]),
  "redis-rejected": asking(
    figure("connections turned away", "count", NODE),
    "redis_rejected_connections_total",
  ),
  "redis-memory-share": figure("memory in use, of maxmemory", "share", NODE),
  "redis-memory-used": figure("memory in use", "bytes", NODE, ["used"]),
  "redis-memory-resident": figure("memory of the process", "bytes", NODE, ["resident"]),
  "redis-fragmentation": figure("memory of the allocator, of what it was asked for", "count", NODE),
  "redis-memory-limit": figure("maxmemory", "bytes", NODE, ["limit"]),
  "redis-evicted": asking(figure("keys dropped to make room", "count", NODE), "redis_evicted_keys_total"),
  "redis-append-ok": state("the last append to the file went well", 1, "redis_aof_last_write_status"),
  "redis-rewrite-ok": state("the last rewrite of the file went well", 1, "redis_aof_last_bgrewrite_status"),
  "redis-snapshot-ok": state("the last snapshot went well", 1, "redis_rdb_last_bgsave_status"),
  "redis-append-bytes": figure("size of the append-only file", "bytes", NODE),
  "redis-fsync-delays": asking(figure("fsyncs that were late", "count", NODE), "redis_aof_delayed_fsync"),
  "redis-snapshot-age": figure("time since the last snapshot", "s", NODE),
  "redis-snapshot-changes": figure("changes since the last snapshot", "count", NODE),
  "redis-stream-length": figure("entries of the stream", "count", [], ["length"]),
  "redis-stream-lag": figure("entries not handed out yet", "count", [], ["lag"]),
  "redis-stream-pending": figure("entries handed out and not acknowledged", "count", [], ["pending"]),
  "redis-primary": { ...figure("the node that leads", "state", NODE), isWhole: true },
  "redis-link-ok": state("a replica that follows", 1, "redis_master_link_up"),
  "redis-replicas": figure("replicas that the primary sees", "count", BROKER, ["replicas"]),
  "redis-replica-silence": figure("time since a replica was heard", "s", ["slave_ip"]),
  "redis-replica-behind": figure("bytes that a replica has not acknowledged", "bytes", ["slave_ip"]),
  "redis-sentinels-seen": figure("Sentinels that a Sentinel sees, with itself", "count", NODE, ["sentinels"]),
  "redis-replicas-seen": figure("replicas that a Sentinel sees", "count", NODE, ["replicas"]),
  "redis-quorum-ok": state("a Sentinel that sees enough others", 1, "redis_sentinel_master_ckquorum_status"),
} as const satisfies Record<string, Quantity>;

const RABBITMQ = {
  "rabbitmq-consumers": figure("consumers", "count", BROKER, ["consumers"]),
  "rabbitmq-commit": figure("time until a majority has written a frame", "s", NODE),
  "rabbitmq-dropped": asking(
    increase("unroutable frames that were dropped", ["dropped"]),
    "rabbitmq_global_messages_unroutable_dropped_total",
  ),
  "rabbitmq-returned": increase("unroutable frames that were returned", ["returned"]),
  "rabbitmq-dead-expired": asking(
    increase("frames dead-lettered since they expired", ["expired"]),
    "rabbitmq_global_messages_dead_lettered_expired_total",
  ),
  "rabbitmq-dead-rejected": increase("frames dead-lettered since they were rejected", ["rejected"]),
  "rabbitmq-dead-delivered": asking(
    increase("frames dead-lettered at the delivery limit", ["delivery limit"]),
    "rabbitmq_global_messages_dead_lettered_delivery_limit_total",
  ),
  "rabbitmq-dead-maxlen": asking(
    increase("frames dead-lettered from a full queue", ["maxlen"]),
    "rabbitmq_global_messages_dead_lettered_maxlen_total",
  ),
  "rabbitmq-dead-letters": figure("dead letters", "count", QUEUE),
  "rabbitmq-memory-share": figure("memory of a node, of its limit", "share", NODE),
  "rabbitmq-ready": figure("frames that nobody has taken", "count", QUEUE, ["ready"]),
  "rabbitmq-unacked": figure("frames that consumers hold", "count", QUEUE, ["unacked"]),
  "rabbitmq-queue-consumers": figure("consumers of a queue", "count", QUEUE, ["consumers"]),
  "rabbitmq-redelivered": rate("frames handed out again", ["redelivered"]),
  "rabbitmq-disk-free": figure("free disk", "bytes", NODE, ["free"]),
  "rabbitmq-disk-limit": figure("limit of the free disk", "bytes", NODE, ["limit"]),
  "rabbitmq-memory-alarm": {
    ...state("a node over its memory limit", 0, "rabbitmq_alarms_memory_used_watermark"),
    called: ["memory"],
  },
  "rabbitmq-disk-alarm": {
    ...state("a node under its disk limit", 0, "rabbitmq_alarms_free_disk_space_watermark"),
    called: ["disk"],
  },
  "rabbitmq-connections": figure("connections", "count", NODE, ["connections"]),
  "rabbitmq-channels": figure("channels", "count", NODE, ["channels"]),
  "rabbitmq-leader": { ...figure("the node that leads frame_queue", "state", NODE), isWhole: true },
  "rabbitmq-unreachable": asking(
    figure("nodes that a node does not reach", "count", NODE),
    "rabbitmq_unreachable_cluster_peers_count",
  ),
  "rabbitmq-elections": asking(
    figure("elections of a queue's leader", "count", QUEUE),
    "rabbitmq_detailed_raft_term_total",
  ),
  "rabbitmq-uncommitted": asking(
    figure("entries that a majority has not written", "count", QUEUE),
    "rabbitmq_detailed_raft_log_last_written_index",
  ),
  "rabbitmq-members": figure("members of a queue", "count", QUEUE, ["members"]),
} as const satisfies Record<string, Quantity>;

const NATS = {
  "nats-messages": figure("frames in the stream", "count", [], ["length"]),
  "nats-messages-limit": figure("frames that the stream takes", "count", [], ["limit"]),
  "nats-lag": figure("frames not handed out yet", "count", [], ["lag"]),
  "nats-pending": figure("frames handed out and not acknowledged", "count", [], ["pending"]),
  "nats-redelivered": asking(
    figure("of these, frames handed out more than once", "count", [], ["redelivered"]),
    "jetstream_consumer_num_redelivered",
  ),
  "nats-waiting": asking(
    figure("requests that wait for frames", "count", [], ["waiting"]),
    "jetstream_consumer_num_waiting",
  ),
  "nats-memory-share": figure("bytes on disk, of what may be stored", "share", NODE),
  "nats-bytes": figure("bytes in the stream", "bytes", [], ["used"]),
  "nats-bytes-limit": figure("bytes that the stream takes", "bytes", [], ["limit"]),
  "nats-memory": figure("memory of the process", "bytes", NODE, ["resident"]),
  "nats-connections": figure("connections", "count", NODE, ["connections"]),
  "nats-slow-consumers": asking(
    figure("connections cut because they did not read", "count", NODE, ["slow consumers"]),
    "gnatsd_varz_slow_consumers",
  ),
  "nats-health": state("a node that is not well", 0, "gnatsd_healthz_status"),
  "nats-leader": { ...figure("the node that leads FRAMES", "state", NODE), isWhole: true },
  "nats-replicas": figure("replicas of the stream", "count", ["stream_name"], ["replicas"]),
} as const satisfies Record<string, Quantity>;

const WATCHERS = {
  "alerts-critical": asking(
    figure("critical alerts that fire", "count", [], ["critical"]),
    'ALERTS{severity="critical"}',
  ),
  "alerts-warning": asking(
    figure("warnings that fire", "count", [], ["warning"]),
    'ALERTS{severity="warning"}',
  ),
  "alert-state": {
    ...figure("an alert: 1 pending, 2 firing", "state", ["alertname", "broker", "instance"]),
    named: { 1: "pending", 2: "firing" },
  },
  "target-up": state("a target that answers", 1, "up", ["job", "instance"]),
} as const satisfies Record<string, Quantity>;

const ALL = { ...FRAMES, ...REDIS, ...RABBITMQ, ...NATS, ...WATCHERS };

/** Everything that is known how to find out, by the name under which a query of the dashboard says what it shows. */
export const QUANTITIES: ReadonlyMap<string, Quantity> = new Map(Object.entries(ALL));

export type QuantityName = keyof typeof ALL;
