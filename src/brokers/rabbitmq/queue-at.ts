import type { RunningService } from "../../stack/running-service.ts";
import { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import { RabbitMQQueue } from "./rabbitmq-queue.ts";

/** Where no queue is. */
export const NOWHERE = "nowhere";

/** A queue of a node that runs, by its name. */
export function queueAt(node: RunningService, queue: string): RabbitMQQueue {
  return new RabbitMQQueue({ ...new RabbitMQAdmin(node).login, queue });
}
