import { versionOfImage } from "../../brokers/rabbitmq/image-version.ts";
import type { RabbitMQSubject } from "../../brokers/rabbitmq/rabbitmq-subject.ts";
import { nodeVersion, type ToldVersion } from "./node-version.ts";

/**
 * The version that the management API tells, or the image of a node that is too old to start.
 * @param start hands out the node, once it runs
 * @throws Problem when it does not start and its version is no reason
 */
export function rabbitmqVersion(start: () => Promise<RabbitMQSubject>): Promise<ToldVersion> {
  return nodeVersion({
    role: "brokerVersion",
    async node() {
      const { rabbitmq_version: version } = await (await start()).overview();
      return { version, "told by": "the management API" };
    },
    image: versionOfImage,
  });
}
