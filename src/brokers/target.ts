import type { HostPort } from "../stack/running-service.ts";
import type { BrowsableBroker } from "./frame-broker.ts";
import { RabbitMQQueue } from "./rabbitmq/rabbitmq-queue.ts";
import type { BehindSentinels } from "./redis/redis-connection.ts";
import { RedisStream } from "./redis/redis-stream.ts";

interface RedisTarget extends HostPort {
  broker: "redis";
  user?: string;
  password?: string;
  /** 0 where none is named. */
  database?: number;
  stream: string;
  /** In profile ha; then `host` and `port` are not used. */
  behind?: BehindSentinels;
}

interface RabbitMQTarget extends HostPort {
  broker: "rabbitmq";
  user: string;
  password: string;
  vhost: string;
  queue: string;
  /** The other nodes of its cluster. */
  others?: HostPort[];
}

/** Where frames go, as plain data: what a worker thread is given. Holds a credential: never print it whole. */
export type BrokerTarget = RedisTarget | RabbitMQTarget;

/** A broker, as messages name it. */
export function subjectOf(target: BrokerTarget): string {
  const at = `${target.broker} at ${target.host}:${target.port}`;
  if (target.broker === "redis") {
    const where = target.behind ? "redis behind its Sentinels" : at;
    return target.database ? `${where}, database ${target.database}` : where;
  }
  const where = target.others ? `${at}, and ${target.others.length} other nodes` : at;
  return target.vhost === "/" ? where : `${where}, virtual host ${target.vhost}`;
}

/** The broker at that place. @param consumer the name under which its consumers are known to it */
export function brokerAt(target: BrokerTarget, consumer?: string): BrowsableBroker {
  const { host, port, isTls } = target;
  const address = async () => ({ host, port, ...(isTls ? { isTls } : {}) });
  const named = consumer ? { consumer } : {};
  if (target.broker === "redis") return new RedisStream({ ...target, address, ...named });
  const others = target.others?.map((each) => async () => each) ?? [];
  return new RabbitMQQueue({ ...target, address, others });
}
