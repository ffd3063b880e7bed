import { startMembers } from "../../brokers/members.ts";
import { rabbitmq as rabbitmqBroker } from "../../brokers/rabbitmq/rabbitmq.ts";
import { redis as redisBroker } from "../../brokers/redis/redis.ts";
import type { Stack } from "../../stack/stack.ts";
import type { StackUnderTest } from "../../stack/stack-under-test.ts";
import { PrometheusProbe } from "../../watchers/prometheus.ts";
import type { HurriedConfig } from "../alerting/hurried-config.ts";
import type { UnderTest } from "../record/under-test.ts";
import { ClusterSubject } from "../subjects/cluster-subject.ts";
import { RabbitMQSubject } from "../subjects/rabbitmq-subject.ts";
import { RedisSubject } from "../subjects/redis-subject.ts";
import type { HaParts, WatchedParts } from "./watched-stack.ts";

/** What {@link startWatched} starts. */
export const WATCHED_SERVICES = ["redis", "rabbitmq", "prometheus", "alertmanager", "redis-exporter"];

/**
 * Starts one node of each broker with everything that watches them, under a configuration whose times can be shortened.
 * @param webhookUrl where alerts go
 */
export async function startWatched(
  stack: StackUnderTest,
  underTest: UnderTest,
  config: HurriedConfig,
  webhookUrl = "",
): Promise<WatchedParts> {
  const services = await Promise.all([
    stack.start("redis").then(([service]) => service),
    stack.start("rabbitmq").then(([service]) => service),
    stack.startChanged("prometheus", (shipped) => config.prometheusFrom(shipped)),
    stack.startChanged("alertmanager", (shipped) => ({
      ...config.mountedBy(shipped),
      environment: { ...shipped.environment, ALERT_WEBHOOK_URL: webhookUrl },
    })),
    stack.start("redis-exporter").then(([service]) => service),
  ]);
  const [redisService, rabbitmqService, prometheusService] = underTest.add(services);
  const redis = new RedisSubject(redisService);
  const rabbitmq = new RabbitMQSubject(rabbitmqService);
  const prometheus = new PrometheusProbe(prometheusService);
  await rabbitmq.answers();
  Object.assign(underTest.versions, {
    redis: (await redis.info()).redis_version ?? "unknown",
    rabbitmq: (await rabbitmq.overview()).rabbitmq_version,
    prometheus: await prometheus.version(),
  });
  return { redis, rabbitmq, prometheus, config };
}

/** Starts the nodes that profile ha adds to those. */
export async function startHa(stack: Stack, underTest: UnderTest): Promise<HaParts> {
  const [
    {
      nodes: [, ...replicas],
      witnesses: sentinels,
    },
    { nodes },
    [exporter],
  ] = await Promise.all([
    startMembers(stack, redisBroker),
    startMembers(stack, rabbitmqBroker),
    stack.start("redis-exporter"),
  ]);
  underTest.add([...replicas, ...sentinels, ...nodes]);
  const cluster = new ClusterSubject(nodes.map((node) => new RabbitMQSubject(node)));
  await Promise.all(cluster.nodes.map((node) => node.answers()));
  return {
    replicas: replicas.map((replica) => new RedisSubject(replica)) as [RedisSubject, RedisSubject],
    sentinels,
    exporter,
    cluster,
  };
}
