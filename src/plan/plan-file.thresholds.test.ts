import { expect, test } from "vitest";
import { keyOf } from "./criterion-key.ts";
import { loadWholePlan } from "./plan-file.ts";
import type { Comparison, Criterion } from "./schema.ts";

// What the phase's plan says, word for word, and the threshold that it became. They are written down here a second time on
// purpose: whoever makes the shipped plan more lenient than the phase's has to say so in this file, too.
const FROM_THE_PLAN: readonly [key: string, expected: Comparison, words: string][] = [
  ["block0/resources/memory-free", { atLeast: 4 }, "Min 4GB RAM free"],
  ["block0/resources/disk-free", { atLeast: 10 }, "10GB disk space"],
  ["block1/persistence/aof-enabled", { is: "yes" }, "appendonly: yes"],
  ["block1/persistence/version", { atLeastVersion: "7" }, "Redis 7+"],
  // "Configured" is more than a rule: one that comes true.
  ["block1/persistence/rdb-configured", { from: 30, to: 3600 }, "save: configured"],
  ["block1/exporter/redis-up", { is: 1 }, "redis_up 1"],
  [
    "block1/performance/set-throughput",
    { moreThan: 10_000 },
    ">10k ops/sec; SET: >10000 requests per second",
  ],
  ["block1/performance/set-latency", { lessThan: 1 }, "latency <1ms"],
  ["block1/performance/stable-under-load", { lessThan: 80 }, "Early warning: Memory usage >80%"],
  ["block2/management/version", { atLeastVersion: "3.12" }, "RabbitMQ 3.12+"],
  ["block2/prometheus/build-info", { is: 1 }, "rabbitmq_build_info{...} 1"],
  ["block2/policies/queue-durable", { is: true }, "frame_queue true 0"],
  ["block3/load/achieved-rate", { atLeast: 1_000 }, "1000 msg/s sustained for 10 min"],
  ["block3/load/sustained-for", { atLeast: 600 }, "1000 msg/s sustained for 10 min; --duration 600"],
  ["block3/load/success-rate", { moreThan: 99.9 }, "Success rate: >99.9%"],
  ["block3/dashboard/dashboard-served", { is: "Message Broker Metrics" }, '"Message Broker Metrics"'],
  ["block3/dashboard/throughput-panels", { atLeast: 1 }, "Dashboard pokazuje throughput, latency, errors"],
  ["block3/dashboard/latency-panels", { atLeast: 1 }, "Dashboard pokazuje throughput, latency, errors"],
  ["block3/dashboard/errors-panels", { atLeast: 1 }, "Dashboard pokazuje throughput, latency, errors"],
  ["overall/performance/frame-throughput", { moreThan: 100 }, ">100 msg/s throughput"],
  ["overall/performance/latency-p99", { lessThan: 10 }, "<10ms latency p99"],
  ["overall/reliability/power-cut-loss", { is: 0 }, "Zero message loss"],
  ["overall/reliability/failover-loss", { is: 0 }, "Zero message loss, automatic failover"],
  ["rollback/drill/duration", { lessThan: 600 }, "Czas rollback: <10 min"],
  ["deliverables/plan-commands/commands-pass", { is: 0 }, "Walidacja"],
];

const plan = loadWholePlan();
const CRITERIA = new Map(
  plan.blocks
    .flatMap(({ tasks }) => tasks)
    .flatMap(({ id, criteria }) => criteria.map((criterion) => [keyOf(id, criterion), criterion] as const)),
);

/** One for each value that the criterion names. */
function comparisonsOf({ expected }: Pick<Criterion, "expected">): readonly Comparison[] {
  return "all" in expected ? Object.values(expected.all) : [expected];
}

test.for(FROM_THE_PLAN)("%s expects %o: the phase's plan says %j", ([key, comparison]) => {
  const criterion = CRITERIA.get(key);

  expect(criterion && comparisonsOf(criterion)).toContainEqual(comparison);
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

test("every other number that is asked for says why it is this one", () => {
  const pinned = new Set(FROM_THE_PLAN.map(([key]) => key));
  const unexplained = [...CRITERIA].filter(
    ([key, criterion]) => !pinned.has(key) && comparisonsOf(criterion).some(isBound) && !criterion.why,
  );

  expect(unexplained.map(([key]) => key)).toEqual([]);
});

/** A number that somebody chose. That nothing may go wrong is no choice. */
function isBound(comparison: Comparison): boolean {
  return Object.values(comparison).some((value) => typeof value === "number" && value !== 0);
}
