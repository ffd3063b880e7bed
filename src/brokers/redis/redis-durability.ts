import { Fault } from "../../faults/fault.ts";
import { isolation } from "../../faults/isolation.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { RunningService } from "../../stack/running-service.ts";
import type { Broker } from "../broker.ts";
import { type DurabilitySetting, type DurabilityTrial, ofOneNode } from "../durability.ts";
import type { FrameBroker } from "../frame-broker.ts";
import { startMembers } from "../members.ts";
import { targetOfMembers } from "../target-from.ts";
import { RedisAdmin } from "./redis-admin.ts";
import { RedisDeployment } from "./redis-deployment.ts";
import { RedisStream } from "./redis-stream.ts";
import type { RedisTarget } from "./redis-target.ts";
import { SentinelProbe } from "./sentinel.ts";

const STREAM = "durability";
const FAILS_OVER_WITHIN_MS = 30_000;

/** What is delivered, and what was not chosen. */
export function redisDurability(broker: Broker<RedisTarget>): readonly DurabilitySetting[] {
  return [
    ...["always", "everysec", "no"].map((policy) => ({
      name: `Redis, one node, appendfsync ${policy}`,
      isOurs: policy === "always",
      faults: ofOneNode(broker, async (service) => {
        const redis = new RedisAdmin(service);
        await redis.command("CONFIG", "SET", "appendfsync", policy);
        return new RedisStream({ ...redis.login, stream: STREAM });
      }),
    })),
    {
      name: "Redis, ha, confirmed by WAITAOF 1 1",
      isOurs: true,
      faults: [splitBrain(broker, { isReplicated: true })],
    },
    {
      name: "Redis, ha, confirmed by XADD alone",
      faults: [splitBrain(broker, { isReplicated: false })],
    },
  ];
}

/** The primary is cut off from everyone but its producer, which goes on; then another one takes over. */
function splitBrain(
  broker: Broker<RedisTarget>,
  { isReplicated }: { isReplicated: boolean },
): DurabilityTrial {
  return {
    fault: "split brain",
    async tried(stack, outcomeOf) {
      const { nodes, witnesses: sentinels } = await startMembers(stack, broker);
      const [primary, ...replicas] = nodes;
      const admin = new RedisAdmin(primary);
      // Sentinels that do not know a replica yet have nobody to make the primary.
      await new RedisDeployment(broker, { nodes, witnesses: sentinels, disks: [] }).whole();
      const target = await targetOfMembers(broker, { nodes, witnesses: sentinels });
      const behindSentinels = broker.at({ ...target, destination: STREAM });
      const directly = new RedisStream({ ...admin.login, stream: STREAM });
      await using cut = isolation(primary, [...replicas, ...sentinels]);
      await cut.inject();
      const written: FrameBroker = {
        destination: directly.destination,
        openPublisher: () => (isReplicated ? behindSentinels : directly).openPublisher(),
        openConsumer: (onFrame) => behindSentinels.openConsumer(onFrame),
        depth: () => behindSentinels.depth(),
        consumers: () => behindSentinels.consumers(),
      };
      const sentinel = new SentinelProbe(sentinels[0] as RunningService);
      return await outcomeOf(written, takenOver(sentinel, { from: primary.name, cut }));
    },
  };
}

function takenOver(sentinel: SentinelProbe, { from, cut }: { from: string; cut: Fault }): Fault {
  return new Fault("another primary takes over", async () => {
    await until("another node is the primary", { deadlineMs: FAILS_OVER_WITHIN_MS }, async () => {
      const { primary } = await sentinel.view();
      return primary === from ? notYet("it is the old one") : done(undefined);
    });
    return { proof: "the Sentinels name another primary", heal: () => cut.heal() };
  });
}
