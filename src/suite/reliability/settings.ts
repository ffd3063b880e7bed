import { NODES, SENTINELS } from "../../brokers/profile-ha.ts";
import { SentinelProbe } from "../../brokers/redis/sentinel.ts";
import type { BrokerName } from "../../brokers/target-from.ts";
import { XfsDisk } from "../../faults/xfs-disk.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { Stack } from "../../stack/stack.ts";
import type { UnderTest } from "../record/under-test.ts";
import { RabbitMQSubject } from "../subjects/rabbitmq-subject.ts";
import { RedisSubject } from "../subjects/redis-subject.ts";
import { RabbitMQSetting } from "./rabbitmq-setting.ts";
import { RedisSetting } from "./redis-setting.ts";

/** Sizes of disks in MiB: XFS takes no less than 300, RabbitMQ wants 2 GB free. */
const MIB = { redis: 512, rabbitmq: 4_096 };

export interface Place {
  stack: Stack;
  underTest: UnderTest;
  /** Whether this host can cut the power of disks. */
  hasDisks: boolean;
}

/** Redis on disks of its own, as delivered. */
export async function redisSetting(
  { stack, underTest, hasDisks }: Place,
  topology: "one node" | "ha",
): Promise<RedisSetting> {
  const disks = hasDisks ? await disksFor(stack, "redis", topology) : [];
  const [services, sentinels] = await Promise.all([
    startAll(stack, nodesOf("redis", topology)),
    topology === "ha" ? startAll(stack, SENTINELS) : [],
  ]);
  underTest.add([...services, ...sentinels]);
  const nodes = services.map((service) => new RedisSubject(service)) as [RedisSubject];
  underTest.versions.redis = (await nodes[0].info()).redis_version ?? "unknown";
  return new RedisSetting({ nodes, sentinels: sentinels.map((each) => new SentinelProbe(each)), disks });
}

/** RabbitMQ on disks of its own, as delivered. */
export async function rabbitmqSetting(
  { stack, underTest, hasDisks }: Place,
  topology: "one node" | "ha",
): Promise<RabbitMQSetting> {
  const disks = hasDisks ? await disksFor(stack, "rabbitmq", topology) : [];
  const services = await startAll(stack, nodesOf("rabbitmq", topology));
  underTest.add(services);
  const nodes = services.map((service) => new RabbitMQSubject(service)) as [RabbitMQSubject];
  await Promise.all(nodes.map((node) => node.answers()));
  underTest.versions.rabbitmq = (await nodes[0].overview()).rabbitmq_version;
  return new RabbitMQSetting({ nodes, disks });
}

function disksFor(stack: Stack, broker: BrokerName, topology: "one node" | "ha"): Promise<XfsDisk[]> {
  return Promise.all(
    nodesOf(broker, topology).map(async (name) => {
      const disk = await XfsDisk.create(stack.id, MIB[broker]);
      stack.placeVolume(`${name}-data`, disk.volume);
      return disk;
    }),
  );
}

function nodesOf(broker: BrokerName, topology: "one node" | "ha"): readonly string[] {
  return topology === "ha" ? NODES[broker] : NODES[broker].slice(0, 1);
}

async function startAll(
  stack: Stack,
  names: readonly string[],
): Promise<[RunningService, ...RunningService[]]> {
  return stack.start(...(names as [string, ...string[]]));
}
