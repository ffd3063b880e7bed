import { versionOfImage } from "../../brokers/rabbitmq/image-version.ts";
import type { RabbitMQSubject } from "../../brokers/rabbitmq/rabbitmq-subject.ts";
import { Problem } from "../../kernel/problem.ts";
import { criterionInRole } from "../../plan/criterion-of.ts";
import { judge } from "../../plan/judge.ts";

/** A version, and who told it. */
export interface ToldVersion {
  version: string;
  "told by": string;
}

/**
 * The version that the management API tells. Of a node that does not start, its image's, where that is one that the plan
 * does not take: an old node does not know the settings of a new one, and its version is the reason to give.
 *
 * @param start hands out the node, once it runs
 * @throws Problem when it does not start and its version is no reason
 */
export async function rabbitmqVersion(start: () => Promise<RabbitMQSubject>): Promise<ToldVersion> {
  try {
    const { rabbitmq_version: version } = await (await start()).overview();
    return { version, "told by": "the management API" };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const planned = criterionInRole("brokerVersion")?.criterion;
    const version = await versionOfImage();
    if (!planned || !version || judge(planned, version).status === "met") throw thrown;
    return { version, "told by": "its image, since it does not start" };
  }
}
