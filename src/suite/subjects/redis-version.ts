import { versionOfImage } from "../../brokers/redis/image-version.ts";
import type { RedisSubject } from "../../brokers/redis/redis-subject.ts";
import { nodeVersion, type ToldVersion } from "./node-version.ts";

/**
 * The version that Redis itself tells, of several nodes the oldest; or the image of one that is too old to start.
 * @param start hands out the nodes, once they run
 * @throws Problem when one does not start and its version is no reason
 */
export function redisVersion(start: () => Promise<readonly RedisSubject[]>): Promise<ToldVersion> {
  return nodeVersion({
    role: "redisVersion",
    async node() {
      const versions = await Promise.all(
        (await start()).map(async (node) => ({
          version: (await node.info()).redis_version ?? "unknown",
          "told by": node.service.name,
        })),
      );
      return versions.reduce((oldest, each) => (isOlder(each, oldest) ? each : oldest));
    },
    image: versionOfImage,
  });
}

function isOlder({ version: one }: ToldVersion, { version: other }: ToldVersion): boolean {
  return one.localeCompare(other, "en", { numeric: true }) < 0;
}
