import { RabbitMQProbe } from "../../brokers/rabbitmq/rabbitmq-admin.ts";
import { RedisProbe } from "../../brokers/redis/redis-admin.ts";
import { LABEL_HOST, LABEL_RUN, type RunIdentity } from "../../kernel/run-identity.ts";
import type { RunningService } from "../../stack/running-service.ts";

const PREFIX = "broker-signoff";
const SCAN_COUNT = 1_000;

/** Where tests send frames: stream and queue of the system itself on a stack of one's own, else some of the run's own. */
export interface Places {
  /** What a stream or queue of that name is called there. */
  named(place: string): string;
  /** Whether they are made for this run, and removed with it. */
  areOwn: boolean;
}

/** Those of the video-detection system. */
export const AS_DELIVERED: Places = { named: (place) => place, areOwn: false };

/** Those of a run, which no one else uses. */
export function placesOf({ host, process }: RunIdentity): Places {
  const owner = [PREFIX, host, ...process.split("/")].join(".");
  return { named: (place) => `${owner}.${place}`, areOwn: true };
}

/** Whether a run made a stream or queue of that name, and which run is one of those asked for. */
export function isPlaceOf(place: string, isOurs: (labels: Record<string, string>) => boolean): boolean {
  const owner = ownerOf(place);
  return owner !== undefined && isOurs(owner);
}

/** Whom a stream or queue belongs to, as labels say it of a container; `undefined` for one that no run has made. */
function ownerOf(place: string): Record<string, string> | undefined {
  const [prefix, host = "", ...rest] = place.split(".");
  if (prefix !== PREFIX || rest.length < 4) return undefined;
  return { [LABEL_HOST]: host, [LABEL_RUN]: rest.slice(0, 3).join("/") };
}

/**
 * Removes streams, queues and policies of runs from brokers that someone has deployed.
 * @param isOurs whether a run's are to go, by the labels that it would have
 * @returns their names
 */
export async function removePlaces(
  services: readonly RunningService[],
  isOurs: (labels: Record<string, string>) => boolean,
): Promise<string[]> {
  const isGoing = (place: string) => isPlaceOf(place, isOurs);
  const removed = services.map(async (service) => {
    if (service.name === "redis") return removeStreams(new RedisProbe(service), isGoing);
    return service.name === "rabbitmq" ? removeQueues(new RabbitMQProbe(service), isGoing) : [];
  });
  return (await Promise.all(removed)).flat();
}

/** Removes the keys that are going, and asks for no other. @returns their names */
export async function removeStreams(
  redis: Pick<RedisProbe, "command">,
  isGoing: (place: string) => boolean,
): Promise<string[]> {
  const removed: string[] = [];
  let cursor = "0";
  do {
    const reply = await redis.command("SCAN", cursor, "MATCH", `${PREFIX}.*`, "COUNT", SCAN_COUNT);
    const [next, keys] = reply as [string, string[]];
    cursor = next;
    for (const key of keys.filter(isGoing)) {
      await redis.command("UNLINK", key);
      removed.push(key);
    }
  } while (cursor !== "0");
  return removed;
}

/** Removes the policies and queues that are going, and asks for no other. @returns their names */
export async function removeQueues(
  rabbitmq: Pick<RabbitMQProbe, "policies" | "queues" | "removePolicy" | "removeQueue">,
  isGoing: (place: string) => boolean,
): Promise<string[]> {
  const policies = (await rabbitmq.policies()).filter(isGoing);
  const queues = (await rabbitmq.queues()).filter(isGoing);
  for (const policy of policies) await rabbitmq.removePolicy(policy);
  for (const queue of queues) await rabbitmq.removeQueue(queue);
  return [...policies, ...queues];
}
