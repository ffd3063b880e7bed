import type { FrameBroker } from "./frame-broker.ts";
import { RabbitMQQueue } from "./rabbitmq-queue.ts";
import { RedisStream } from "./redis-stream.ts";

interface RedisTarget {
  broker: "redis";
  host: string;
  port: number;
  user?: string;
  password?: string;
  stream: string;
}

interface RabbitMQTarget {
  broker: "rabbitmq";
  host: string;
  port: number;
  user: string;
  password: string;
  vhost: string;
  queue: string;
}

/** Where frames go, as plain data: what a worker thread is given. Holds a credential: never print it whole. */
export type BrokerTarget = RedisTarget | RabbitMQTarget;

/** The broker at that place. @param consumer the name under which its consumers are known to it */
export function brokerAt(target: BrokerTarget, consumer?: string): FrameBroker {
  const { host, port } = target;
  const address = async () => ({ host, port });
  const named = consumer ? { consumer } : {};
  return target.broker === "redis"
    ? new RedisStream({ ...target, address, ...named })
    : new RabbitMQQueue({ ...target, address });
}
