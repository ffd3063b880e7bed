import type { FrameBroker } from "../../src/brokers/frame-broker.ts";
import { startMembers } from "../../src/brokers/members.ts";
import { openStack } from "../../src/brokers/open-stack.ts";
import { RabbitMQAdmin } from "../../src/brokers/rabbitmq/rabbitmq-admin.ts";
import { RabbitMQQueue } from "../../src/brokers/rabbitmq/rabbitmq-queue.ts";
import { redis as redisBroker } from "../../src/brokers/redis/redis.ts";
import { RedisAdmin } from "../../src/brokers/redis/redis-admin.ts";
import { RedisStream } from "../../src/brokers/redis/redis-stream.ts";
import { SentinelProbe } from "../../src/brokers/redis/sentinel.ts";
import { targetOfMembers } from "../../src/brokers/target-from.ts";
import { Fault } from "../../src/faults/fault.ts";
import { isolation } from "../../src/faults/isolation.ts";
import { powerCut } from "../../src/faults/power-cut.ts";
import { killing } from "../../src/faults/process.ts";
import { XfsDisk } from "../../src/faults/xfs-disk.ts";
import { done, notYet, until } from "../../src/kernel/wait.ts";
import type { RunningService } from "../../src/stack/running-service.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/** A setting, and what it keeps under each fault. */
export interface Setting {
  name: string;
  /** Whether it is the one that is delivered. */
  isOurs?: boolean;
  faults: readonly { fault: string; measure: () => Promise<Outcome> }[];
}

type Policy = "always" | "everysec" | "no";
type Kind = "quorum" | "classic" | "stream";

const REDIS_MIB = 512;
const RABBITMQ_MIB = 4_096;
const QUEUE = "durability";
/** A quorum queue has written itself down by then. */
const SETTLED_MS = 5_000;
const FAILS_OVER_WITHIN_MS = 30_000;

/** What is delivered, and what was not chosen. */
export const SETTINGS: readonly Setting[] = [
  ...(["always", "everysec", "no"] as const).map((policy) => ({
    name: `Redis, one node, appendfsync ${policy}`,
    isOurs: policy === "always",
    faults: [
      { fault: "SIGKILL", measure: () => oneRedis(policy, "SIGKILL") },
      { fault: "power cut", measure: () => oneRedis(policy, "power cut") },
    ],
  })),
  {
    name: "Redis, ha, confirmed by WAITAOF 1 1",
    isOurs: true,
    faults: [{ fault: "split brain", measure: () => splitRedis({ isReplicated: true }) }],
  },
  {
    name: "Redis, ha, confirmed by XADD alone",
    faults: [{ fault: "split brain", measure: () => splitRedis({ isReplicated: false }) }],
  },
  ...(
    [
      ["RabbitMQ, one node, quorum queue", "quorum", true, true],
      ["RabbitMQ, one node, quorum queue in its first second", "quorum", false, false],
      ["RabbitMQ, one node, classic durable queue", "classic", true, false],
      ["RabbitMQ, one node, stream", "stream", true, false],
    ] as const
  ).map(([name, kind, isSettled, isOurs]) => ({
    name,
    isOurs,
    faults: [
      { fault: "SIGKILL", measure: () => oneRabbitMQ({ kind, isSettled }, "SIGKILL") },
      { fault: "power cut", measure: () => oneRabbitMQ({ kind, isSettled }, "power cut") },
    ],
  })),
];

async function oneRedis(policy: Policy, fault: "SIGKILL" | "power cut"): Promise<Outcome> {
  await using stack = await openStack();
  const disk = await XfsDisk.create(stack.id, REDIS_MIB);
  stack.placeVolume("redis-data", disk.volume);
  const [service] = await stack.start("redis");
  const redis = new RedisAdmin(service);
  await redis.command("CONFIG", "SET", "appendfsync", policy);
  const stream = new RedisStream({ ...redis.login, stream: QUEUE });
  return await outcomeOf(stream, fault === "SIGKILL" ? killing(service) : powerCut(service, disk));
}

/** The primary is cut off from everyone but its producer, which goes on; then another one takes over. */
async function splitRedis({ isReplicated }: { isReplicated: boolean }): Promise<Outcome> {
  await using stack = await openStack();
  const { nodes, witnesses: sentinels } = await startMembers(stack, redisBroker);
  const [primary, ...replicas] = nodes;
  const admin = new RedisAdmin(primary);
  await until("both replicas follow", { deadlineMs: FAILS_OVER_WITHIN_MS }, async () => {
    const { slave0 = "", slave1 = "" } = await admin.info();
    return [slave0, slave1].every((line) => line.includes("online"))
      ? done(undefined)
      : notYet("they do not yet");
  });
  const target = await targetOfMembers(redisBroker, { nodes, witnesses: sentinels });
  const behindSentinels = redisBroker.at({ ...target, destination: QUEUE });
  const directly = new RedisStream({ ...admin.login, stream: QUEUE });
  await using cut = isolation(primary, [...replicas, ...sentinels]);
  await cut.inject();
  const sentinel = new SentinelProbe(sentinels[0] as RunningService);
  const written: FrameBroker = {
    destination: directly.destination,
    openPublisher: () => (isReplicated ? behindSentinels : directly).openPublisher(),
    openConsumer: (onFrame) => behindSentinels.openConsumer(onFrame),
    depth: () => behindSentinels.depth(),
    consumers: () => behindSentinels.consumers(),
  };
  return await outcomeOf(written, takenOver(sentinel, cut));
}

function takenOver(sentinel: SentinelProbe, cut: Fault): Fault {
  return new Fault("another primary takes over", async () => {
    await until("another node is the primary", { deadlineMs: FAILS_OVER_WITHIN_MS }, async () => {
      const { primary } = await sentinel.view();
      return primary === "redis" ? notYet("it is the old one") : done(undefined);
    });
    return { proof: "the Sentinels name another primary", heal: () => cut.heal() };
  });
}

async function oneRabbitMQ(
  { kind, isSettled }: { kind: Kind; isSettled: boolean },
  fault: "SIGKILL" | "power cut",
): Promise<Outcome> {
  await using stack = await openStack();
  const disk = await XfsDisk.create(stack.id, RABBITMQ_MIB);
  stack.placeVolume("rabbitmq-data", disk.volume);
  const [service] = await stack.start("rabbitmq");
  const rabbitmq = new RabbitMQAdmin(service);
  await rabbitmq.answers();
  await rabbitmq.declareQueue(QUEUE, kind);
  if (isSettled) await settledFor(SETTLED_MS);
  const queue = new RabbitMQQueue({
    ...rabbitmq.login,
    queue: QUEUE,
    ...(kind === "stream" ? { consumerArguments: { "x-stream-offset": "first" } } : {}),
  });
  return await outcomeOf(queue, fault === "SIGKILL" ? killing(service) : powerCut(service, disk));
}

async function settledFor(ms: number): Promise<void> {
  const from = performance.now();
  await until("the queue has been there for a while", { deadlineMs: 2 * ms }, () =>
    performance.now() - from > ms ? done(undefined) : notYet("it has not"),
  );
}
