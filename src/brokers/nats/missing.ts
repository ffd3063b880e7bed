import type { ConsumerInfo, StreamInfo } from "@nats-io/jetstream";
import type { NatsAdmin } from "./nats-admin.ts";

/** What has to be seen of a node. */
type Looked = Pick<NatsAdmin, "service" | "health" | "stream" | "consumer">;

/** What keeps a deployment from being whole, in words; `undefined` where nothing does. */
export async function missingIn(
  nodes: readonly [Looked, ...Looked[]],
  destination: string,
): Promise<string | undefined> {
  for (const node of nodes) {
    const health = await node.health();
    if (health !== "ok") return `${node.service.name}: ${health}`;
  }
  const [first] = nodes;
  const [stream, consumer] = await Promise.all([first.stream(destination), first.consumer(destination)]);
  return (
    behindIn(`stream ${stream.config.name}`, stream, nodes.length) ??
    behindIn(`consumer ${consumer.name}`, consumer, nodes.length)
  );
}

/**
 * Which replica of a stream or a consumer is missing or behind its leader, in words, if one is.
 * @param nodes of the cluster; a server that runs alone knows none
 */
export function behindIn(
  what: string,
  { cluster }: Pick<StreamInfo | ConsumerInfo, "cluster">,
  nodes: number,
): string | undefined {
  if (nodes === 1) return undefined;
  if (!cluster?.leader) return `${what} has no leader`;
  const { replicas = [] } = cluster;
  const behind = replicas.find(({ current, offline, lag = 0 }) => offline || !current || lag > 0);
  if (behind)
    return `${what}: ${behind.name} ${behind.offline ? "is offline" : `is ${behind.lag ?? "?"} behind`}`;
  return replicas.length < nodes - 1 ? `${what} has ${replicas.length + 1} of ${nodes} replicas` : undefined;
}
