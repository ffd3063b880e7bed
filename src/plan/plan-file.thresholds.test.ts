import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { keyOf } from "./criterion-key.ts";
import { loadWholePlan } from "./plan-file.ts";
import type { Comparison, Criterion } from "./schema.ts";

type Expectation = Criterion["expected"];

/** Nothing of these, whatever else is counted. */
const none = (...names: string[]) => ({ all: Object.fromEntries(names.map((name) => [name, { is: 0 }])) });
const NOTHING_WRONG = none("lost", "duplicated", "corrupted", "unexpected");
/** A frame may come twice where a node was lost. */
const NOTHING_LOST = none("lost", "corrupted", "unexpected");

// What the phase's plan says, word for word, and the threshold that it became. They are written down here a second time on
// purpose: whoever makes the shipped plan more lenient than the phase's has to say so in this file, too.
const FROM_THE_PLAN: readonly [key: string, expected: Expectation, words: string][] = [
  ["block0/resources/memory-free", { atLeast: 4 }, "Min 4GB RAM free"],
  ["block0/resources/disk-free", { atLeast: 10 }, "10GB disk space"],
  ["block1/persistence/aof-enabled", { is: "yes" }, "appendonly: yes"],
  ["block1/persistence/version", { atLeastVersion: "7" }, "Redis 7+"],
  // "Configured" is more than a rule: one that comes true.
  ["block1/persistence/rdb-configured", { from: 30, to: 3600 }, "save: configured"],
  ["block1/persistence/crash-restart-loss", NOTHING_WRONG, "Zero message loss"],
  ["block1/exporter/redis-up", { is: 1 }, "redis_up 1"],
  [
    "block1/performance/set-throughput",
    { moreThan: 10_000 },
    ">10k ops/sec; SET: >10000 requests per second",
  ],
  ["block1/performance/set-latency", { lessThan: 1 }, "latency <1ms"],
  [
    "block1/performance/stable-under-load",
    { all: { ...none("errors", "rejected connections", "evicted keys").all, "memory %": { lessThan: 80 } } },
    "Early warning: Memory usage >80%",
  ],
  ["block2/management/version", { atLeastVersion: "3.12" }, "RabbitMQ 3.12+"],
  ["block2/prometheus/build-info", { is: 1 }, "rabbitmq_build_info{...} 1"],
  ["block2/policies/queue-durable", { is: true }, "frame_queue true 0"],
  ["block2/policies/crash-restart-loss", NOTHING_WRONG, "Zero message loss"],
  ["block2/cluster/frames-across", NOTHING_WRONG, "Zero message loss"],
  ["block2/nats/frames-across", NOTHING_WRONG, "Zero message loss"],
  ["block2/nats/crash-restart-loss", NOTHING_WRONG, "Zero message loss"],
  ["block3/load/achieved-rate", { atLeast: 1_000 }, "1000 msg/s sustained for 10 min"],
  ["block3/load/sustained-for", { atLeast: 600 }, "1000 msg/s sustained for 10 min; --duration 600"],
  ["block3/load/success-rate", { moreThan: 99.9 }, "Success rate: >99.9%"],
  ["block3/load/frames-intact", NOTHING_WRONG, "Zero message loss"],
  ["block3/dashboard/dashboard-served", { is: "Message Broker Metrics" }, '"Message Broker Metrics"'],
  ["block3/dashboard/throughput-panels", { atLeast: 1 }, "Dashboard pokazuje throughput, latency, errors"],
  ["block3/dashboard/latency-panels", { atLeast: 1 }, "Dashboard pokazuje throughput, latency, errors"],
  ["block3/dashboard/errors-panels", { atLeast: 1 }, "Dashboard pokazuje throughput, latency, errors"],
  ["overall/performance/frame-throughput", { moreThan: 100 }, ">100 msg/s throughput"],
  ["overall/performance/latency-p99", { lessThan: 10 }, "<10ms latency p99"],
  [
    "overall/performance/frames-intact",
    none("unconfirmed", "lost", "duplicated", "corrupted", "unexpected"),
    "Zero message loss",
  ],
  ["overall/reliability/power-cut-loss", NOTHING_LOST, "Zero message loss"],
  ["overall/reliability/failover-loss", NOTHING_LOST, "Zero message loss, automatic failover"],
  ["overall/hosts/host-loss", NOTHING_LOST, "Zero message loss, automatic failover"],
  ["overall/hosts/host-partition", NOTHING_LOST, "Zero message loss, automatic failover"],
  ["rollback/drill/duration", { lessThan: 600 }, "Czas rollback: <10 min"],
];

// Values that the phase's plan does not have: what the delivered stack is, and numbers that say why they are these.
const OF_THIS_PLAN: Readonly<Record<string, Expectation>> = {
  "block1/persistence/maxmemory-set": {
    all: { "seconds of frames": { atLeast: 60 }, "memory %": { atMost: 60 } },
  },
  "block1/persistence/eviction-policy": { is: "noeviction" },
  "block1/persistence/snapshot-by-rule": { atMost: 3600 },
  "block1/exporter/scraped-by-prometheus": { is: "up" },
  "block2/management/ui-served": { is: "RabbitMQ Management" },
  "block2/prometheus/scraped-by-prometheus": { is: "up" },
  "block2/policies/queue-type": { is: "quorum" },
  "block2/policies/message-ttl": { from: 300_000, to: 86_400_000 },
  "block2/policies/max-length": { from: 30_000, to: 100_000 },
  "block2/policies/overflow": { is: "reject-publish" },
  "block2/policies/memory-limit": { all: { MB: { atLeast: 512 }, "memory %": { atMost: 60 } } },
  "block2/policies/disk-limit": { all: { GB: { atMost: 5 }, "% of the memory limit": { atLeast: 100 } } },
  "block2/cluster/nodes-running": { is: 3 },
  "block2/cluster/members-online": { is: 3 },
  "block2/nats/version": { atLeastVersion: "2.10" },
  "block2/nats/healthz": { is: "ok" },
  "block2/nats/stream-durable": {
    all: { storage: { is: "file" }, fsync: { is: "before every confirmation" } },
  },
  "block2/nats/max-age": { from: 300_000, to: 86_400_000 },
  "block2/nats/max-messages": { from: 30_000, to: 100_000 },
  "block2/nats/discard": { is: "new" },
  "block2/nats/cluster": { is: 3 },
  "block2/nats/replicas": { is: 3 },
  "block3/load/interruption": { atMost: 5 },
  "block3/dashboard/panels-true": {
    all: { numbers: { atMost: 25 }, times: { atMost: 400 }, sizes: { atMost: 30 } },
  },
  "block3/alerts/alerted-within": {
    all: {
      critical: { atMost: 150 },
      "critical on average": { atMost: 240 },
      warning: { atMost: 480 },
      "until resolved": { atMost: 900 },
    },
  },
  "overall/performance/frame-size": { atLeast: 64 },
  "rollback/drill/version-restored": { is: true },
  "overall/reliability/failover-time": { atMost: 30 },
  "overall/hosts/host-loss-recovery": { atMost: 30 },
  "overall/hosts/host-loss-alerts": {
    all: { "alerts silent": { is: 0 }, "alerts undelivered": { is: 0 }, "alerts unresolved": { is: 0 } },
  },
  "overall/hosts/link-slow": {
    all: {
      lost: { is: 0 },
      corrupted: { is: 0 },
      unexpected: { is: 0 },
      "confirmed meanwhile": { moreThan: 0 },
      "seconds until confirmed afterwards": { atMost: 30 },
    },
  },
  "overall/hosts/host-returns": { all: { "members missing": { is: 0 }, seconds: { atMost: 180 } } },
  "overall/operation/unhealthy-seen": {
    all: {
      missed: { is: 0 },
      "seconds while it runs": { atMost: 240 },
      "seconds from its start": { atMost: 300 },
    },
  },
  "overall/operation/comes-back": {
    all: { missing: { is: 0 }, "seconds until its start": { atMost: 30 } },
  },
};

const plan = loadWholePlan();
const CRITERIA = new Map(
  plan.blocks
    .flatMap(({ tasks }) => tasks)
    .flatMap(({ id, criteria }) => criteria.map((criterion) => [keyOf(id, criterion), criterion] as const)),
);

test.for(FROM_THE_PLAN)("%s expects %o: the phase's plan says %j", ([key, expected]) => {
  expect(CRITERIA.get(key)?.expected).toEqual(expected);
});

test.for(Object.entries(OF_THIS_PLAN))("%s expects %o", ([key, expected]) => {
  expect(CRITERIA.get(key)?.expected).toEqual(expected);
});

test("of whatever else is asked about, nothing may be wrong", () => {
  const named = new Set([...FROM_THE_PLAN.map(([key]) => key), ...Object.keys(OF_THIS_PLAN)]);
  const others = [...CRITERIA].filter(([key]) => !named.has(key));

  expect(others.length).toBeGreaterThan(0);
  expect(others.filter(([, { expected }]) => !isDeepStrictEqual(expected, { is: 0 }))).toEqual([]);
});

test("each figure that others are judged by is that of the criterion about it", () => {
  expect(plan.roles).toEqual({
    freeMemory: "block0/resources/memory-free",
    freeDisk: "block0/resources/disk-free",
    redisVersion: "block1/persistence/version",
    setThroughput: "block1/performance/set-throughput",
    brokerVersion: "block2/management/version",
    sustainedRate: "block3/load/achieved-rate",
    sustainedTime: "block3/load/sustained-for",
    interruption: "block3/load/interruption",
    successRate: "block3/load/success-rate",
    frameRate: "overall/performance/frame-throughput",
    frameLatency: "overall/performance/latency-p99",
  });
});

test("what operation is watched by is the phase's plan's: loss, < 50 msg/s, memory > 90 %, and > 80 % as an early warning", () => {
  const { alerts: _heard, ...limits } = plan.watch ?? {};

  expect(limits).toEqual({
    minThroughput: { lessThan: 50, unit: "msg/s" },
    memoryHigh: { moreThan: 80, unit: "%" },
    memoryCritical: { moreThan: 90, unit: "%" },
    rollbackOn: ["FramesLost", "ThroughputLow", "MemoryCritical"],
  });
});

test("somebody is called for each of these, and a loss is silenced by nothing", () => {
  const { alerts, rollbackOn = [] } = plan.watch ?? {};

  expect(alerts?.critical).toEqual(expect.arrayContaining(rollbackOn));
  expect(alerts?.maySilence.flatMap((each) => each.alerts)).not.toContain("FramesLost");
});

test("the units are the phase's plan's", () => {
  const unitOf = (key: string) => CRITERIA.get(key)?.unit;

  expect({
    memory: unitOf("block0/resources/memory-free"),
    throughput: unitOf("block1/performance/set-throughput"),
    latency: unitOf("block1/performance/set-latency"),
    rate: unitOf("block3/load/achieved-rate"),
    success: unitOf("block3/load/success-rate"),
    sustained: unitOf("block3/load/sustained-for"),
    frames: unitOf("overall/performance/frame-throughput"),
    p99: unitOf("overall/performance/latency-p99"),
    rollback: unitOf("rollback/drill/duration"),
  }).toEqual({
    ...{ memory: "GiB", throughput: "ops/s", latency: "ms", rate: "msg/s", success: "%", sustained: "s" },
    ...{ frames: "frames/s", p99: "ms", rollback: "s" },
  });
});

test("every number that the phase's plan does not have says why it is this one", () => {
  const unexplained = Object.keys(OF_THIS_PLAN).filter((key) => {
    const criterion = CRITERIA.get(key);
    return criterion && comparisonsOf(criterion).some(isBound) && !criterion.why;
  });

  expect(unexplained).toEqual([]);
});

/** One for each value that the criterion names. */
function comparisonsOf({ expected }: Pick<Criterion, "expected">): readonly Comparison[] {
  return "all" in expected ? Object.values(expected.all) : [expected];
}

/** A number that somebody chose. That nothing may go wrong is no choice. */
function isBound(comparison: Comparison): boolean {
  return Object.values(comparison).some((value) => typeof value === "number" && value !== 0);
}
