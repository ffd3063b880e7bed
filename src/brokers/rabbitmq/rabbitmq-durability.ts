import { done, notYet, until } from "../../kernel/wait.ts";
import type { Broker } from "../broker.ts";
import { type DurabilitySetting, ofOneNode } from "../durability.ts";
import { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import { RabbitMQQueue } from "./rabbitmq-queue.ts";
import type { RabbitMQTarget } from "./rabbitmq-target.ts";

const QUEUE = "durability";
/** A quorum queue has written itself down by then. */
const SETTLED_MS = 5_000;

const KINDS = [
  ["RabbitMQ, one node, quorum queue", "quorum", true, true],
  ["RabbitMQ, one node, quorum queue in its first second", "quorum", false, false],
  ["RabbitMQ, one node, classic durable queue", "classic", true, false],
  ["RabbitMQ, one node, stream", "stream", true, false],
] as const;

/** What is delivered, and what was not chosen. */
export function rabbitmqDurability(broker: Broker<RabbitMQTarget>): readonly DurabilitySetting[] {
  return KINDS.map(([name, kind, isSettled, isOurs]) => ({
    name,
    isOurs,
    faults: ofOneNode(broker, async (service) => {
      const rabbitmq = new RabbitMQAdmin(service);
      await rabbitmq.answers();
      await rabbitmq.declareQueue(QUEUE, kind);
      if (isSettled) await settledFor(SETTLED_MS);
      return new RabbitMQQueue({
        ...rabbitmq.login,
        queue: QUEUE,
        ...(kind === "stream" ? { consumerArguments: { "x-stream-offset": "first" } } : {}),
      });
    }),
  }));
}

async function settledFor(ms: number): Promise<void> {
  const from = performance.now();
  await until("the queue has been there for a while", { deadlineMs: 2 * ms }, () =>
    performance.now() - from > ms ? done(undefined) : notYet("it has not"),
  );
}
