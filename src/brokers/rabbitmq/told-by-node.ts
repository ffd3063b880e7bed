import { done, notYet, until } from "../../kernel/wait.ts";
import type { RabbitMQAdmin } from "./rabbitmq-admin.ts";
import type { RabbitMQNode } from "./rabbitmq-answers.ts";

/** What a node tells of itself, some seconds after it has started. @throws DeadlinePassed when it does not */
export async function toldByNode<T>(
  node: Pick<RabbitMQAdmin, "service" | "nodes">,
  what: string,
  read: (told: RabbitMQNode) => T | undefined,
): Promise<T> {
  const { name, service } = node.service;
  return until(`${name} tells its ${what}`, { deadlineMs: 30_000, everyMs: 200 }, async () => {
    const own = (await node.nodes()).find((each) => each.name.endsWith(`@${service.hostname ?? name}`));
    const told = own && read(own);
    return told === undefined ? notYet("not yet") : done(told);
  });
}
