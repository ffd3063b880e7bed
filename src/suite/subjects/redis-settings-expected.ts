import { defaultSettings } from "../../brokers/redis/redis-settings.ts";
import type { RedisSubject } from "../../brokers/redis/redis-subject.ts";
import { unexpectedSettings } from "../../judges/settings.ts";
import { enough } from "../../kernel/undetermined.ts";
import { allowedSettingsOf } from "../../plan/settings-file.ts";
import { type Unexpected, unexpected } from "./unexpected.ts";

const FEWEST = 100;

/** Reads every setting of each Redis and names those that neither its image has by itself nor plan/settings.yaml allows. */
export async function unexpectedOfRedis(
  nodes: readonly [RedisSubject, ...RedisSubject[]],
): Promise<Unexpected> {
  const allowed = allowedSettingsOf("redis");
  const looked = await Promise.all(
    nodes.map(async (node) => {
      const [settings, defaults] = await Promise.all([node.settings(), defaultSettings(node.service)]);
      enough(Object.keys(settings).length, FEWEST, `settings of ${node.service.name} were read`);
      const found = unexpectedSettings(settings, { allowed, defaults });
      return {
        found: found.map(({ told }) => `${node.service.name}: ${told}`),
        settings: Object.keys(settings).length,
      };
    }),
  );
  const settings = looked.reduce((sum, each) => sum + each.settings, 0);
  return unexpected(
    looked.flatMap(({ found }) => found),
    { "settings read": settings },
  );
}

/** A value that every node has, or which node has which: "yes", or "redis yes, redis-replica-1 no". */
export function ofAll(values: Readonly<Record<string, string>>): string {
  const [first = "", ...others] = new Set(Object.values(values));
  if (others.length === 0) return first;
  return Object.entries(values)
    .map(([node, value]) => `${node} ${value}`)
    .join(", ");
}
