import { brokerAt } from "../brokers/all.ts";
import type { BrowsableBroker } from "../brokers/frame-broker.ts";
import { rabbitmq as rabbitmqBroker } from "../brokers/rabbitmq/rabbitmq.ts";
import { RabbitMQAdmin } from "../brokers/rabbitmq/rabbitmq-admin.ts";
import { STREAM } from "../brokers/redis/names.ts";
import { redis as redisBroker } from "../brokers/redis/redis.ts";
import { RedisAdmin } from "../brokers/redis/redis-admin.ts";
import { targetOfMembers } from "../brokers/target-from.ts";
import { Problem } from "../kernel/problem.ts";
import type { RunningService } from "../stack/running-service.ts";

/** A stream or queue that frames are in. */
export interface Place {
  service: "redis" | "rabbitmq";
  /** For a file: "redis-frames", "rabbitmq-frame_queue". */
  name: string;
  broker: BrowsableBroker;
}

/** The nodes of each broker that run, of either those that the stack has. */
export interface Nodes {
  redis: RunningService[];
  sentinels: RunningService[];
  rabbitmq: RunningService[];
}

/** The nodes of each broker among what runs, each by name. */
export function nodesAmong(running: readonly RunningService[]): Nodes {
  const matching = (pattern: RegExp) =>
    running.filter(({ name }) => pattern.test(name)).sort((a, b) => a.name.localeCompare(b.name));
  return {
    redis: matching(/^redis(-replica-\d+)?$/),
    sentinels: matching(/^redis-sentinel-\d+$/),
    rabbitmq: matching(/^rabbitmq(-\d+)?$/),
  };
}

/** Where frames are on the brokers that run. @throws Error when a broker does not answer */
export async function placesOf({ redis, sentinels, rabbitmq }: Nodes): Promise<Place[]> {
  const places: Place[] = [];
  if (isSome(redis)) {
    const target = await targetOfMembers(redisBroker, { nodes: redis, witnesses: sentinels });
    places.push({ service: "redis", name: `redis-${STREAM}`, broker: brokerAt(target) });
  }
  if (isSome(rabbitmq)) {
    const target = await targetOfMembers(rabbitmqBroker, { nodes: rabbitmq, witnesses: [] });
    for (const queue of await new RabbitMQAdmin(rabbitmq[0]).queues()) {
      const broker = brokerAt({ ...target, destination: queue });
      places.push({ service: "rabbitmq", name: `rabbitmq-${queue}`, broker });
    }
  }
  return places;
}

/**
 * The node that takes the frames. Those behind it are not asked.
 * @param roleOf what a node says of itself: "master" takes them
 * @throws Problem when none of those that run does
 */
export async function primaryOf<Node extends Pick<RunningService, "name">>(
  nodes: readonly Node[],
  roleOf: (node: Node) => Promise<string>,
): Promise<Node> {
  const roles: string[] = [];
  for (const node of nodes) {
    const role = await roleOf(node);
    if (role === "master") return node;
    roles.push(`${node.name} is ${role}`);
  }
  throw new Problem({
    subject: "Redis",
    expected: "a primary among the nodes that run",
    seen: roles.join(", ") || "none",
    remedy:
      "wait until the Sentinels have made one (docker compose logs redis-sentinel-1), then run this again",
  });
}

/** What a node of Redis says of itself: "master", "slave" or "sentinel". */
export async function roleOf(node: RunningService): Promise<string> {
  const [role] = (await new RedisAdmin(node).command("ROLE")) as [string];
  return role;
}

function isSome<T>(nodes: readonly T[]): nodes is readonly [T, ...T[]] {
  return nodes.length > 0;
}
