import type { EffectiveSetting } from "../../brokers/rabbitmq/rabbitmq-effective.ts";
import type { RabbitMQSubject } from "../../brokers/rabbitmq/rabbitmq-subject.ts";
import { unexpectedSettings } from "../../judges/settings.ts";
import type { Scalar } from "../../plan/expectation.ts";
import { loadAllowedSettings } from "../../plan/settings-file.ts";
import { containerMemory } from "../../stack/container-memory.ts";
import type { Details } from "../record/criterion.ts";
import { type Unexpected, unexpected } from "./unexpected.ts";

/** As rabbitmq.conf has them. */
const [MB, GB] = [1e6, 1e9];
const MIB = 2 ** 20;
/** Those of plan/settings.yaml. */
const QUEUES = ["frame_queue", "frame_queue.dead"] as const;

/** Reads what is in force on each queue of the system and names what plan/settings.yaml does not allow. */
export async function unexpectedOfQueues(rabbitmq: Pick<RabbitMQSubject, "effective">): Promise<Unexpected> {
  const allowed = loadAllowedSettings();
  const effective = await rabbitmq.effective(...QUEUES);
  const looked = QUEUES.map((queue, index) => {
    const inForce = Object.entries(effective[index] ?? {});
    const settings = Object.fromEntries(inForce.map(([name, { value }]) => [name, value]));
    const found = unexpectedSettings(settings, { allowed: allowed[queue] ?? {} });
    return { found: found.map(({ told }) => `${queue}: ${told}`), settings: inForce.length };
  });
  const settings = looked.reduce((sum, each) => sum + each.settings, 0);
  return unexpected(
    looked.flatMap(({ found }) => found),
    { "settings read": settings },
  );
}

/** A limit of frame_queue as it is in force, and who says so. */
export function limitInForce(setting: EffectiveSetting | undefined): { measured: Scalar; details: Details } {
  if (!setting) return { measured: "not set", details: {} };
  const { value, policy, argument } = setting;
  return {
    measured: value,
    details: {
      ...(policy === undefined ? {} : { "by policy": policy }),
      ...(argument === undefined ? {} : { "as a queue argument": argument }),
    },
  };
}

/** The node's limits as what they mean: in bytes, and as shares of what there is. */
export async function nodeLimits(rabbitmq: Pick<RabbitMQSubject, "nodeLimits" | "service">) {
  const [{ memory, disk }, host] = await Promise.all([
    rabbitmq.nodeLimits(),
    containerMemory(rabbitmq.service),
  ]);
  return {
    memory: { MB: memory / MB, "memory %": (memory / host.bytes) * 100 },
    disk: { GB: disk / GB, "% of the memory limit": (disk / memory) * 100 },
    details: { [`MiB of ${host.limitedBy}`]: Math.round(host.bytes / MIB) } satisfies Details,
  };
}
