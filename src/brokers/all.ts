import { Problem } from "../kernel/problem.ts";
import type { Broker, BrokerTarget, FrameTaker } from "./broker.ts";
import { control } from "./control/control.ts";
import type { BrowsableBroker } from "./frame-broker.ts";
import { nats } from "./nats/nats.ts";
import { rabbitmq } from "./rabbitmq/rabbitmq.ts";
import { redis } from "./redis/redis.ts";

/** Every broker that this project verifies. */
export const BROKERS: readonly Broker[] = [redis, rabbitmq, nats];

/** @throws Problem for an id that no broker has */
export function brokerNamed(id: string): Broker {
  const broker = BROKERS.find((each) => each.id === id);
  if (broker) return broker;
  const ids = BROKERS.map((each) => each.id).join(", ");
  throw new Problem({
    subject: `the broker ${id}`,
    expected: `one of ${ids}`,
    seen: "none of that name",
    remedy: "correct the name",
  });
}

/** What the frames of a target go to: a broker, or the control. */
export function takerOf({ broker }: BrokerTarget): FrameTaker {
  return broker === control.id ? control : brokerNamed(broker);
}

/** The destination of a target. @param consumer the name under which its consumers are known to the broker */
export function brokerAt(target: BrokerTarget, consumer?: string): BrowsableBroker {
  return brokerNamed(target.broker).at(target, consumer);
}

/** A target as messages name it, without a credential. */
export function subjectOf(target: BrokerTarget): string {
  return takerOf(target).subjectOf(target);
}
