import type { RabbitMQAdmin } from "./rabbitmq-admin.ts";

/** Removes the policies and queues that are going, and asks for no other. @returns their names */
export async function removeQueues(
  rabbitmq: Pick<RabbitMQAdmin, "policies" | "queues" | "removePolicy" | "removeQueue">,
  isGoing: (name: string) => boolean,
): Promise<string[]> {
  const policies = (await rabbitmq.policies()).filter(isGoing);
  const queues = (await rabbitmq.queues()).filter(isGoing);
  for (const policy of policies) await rabbitmq.removePolicy(policy);
  for (const queue of queues) await rabbitmq.removeQueue(queue);
  return [...policies, ...queues];
}
