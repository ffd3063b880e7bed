import type { RedisSubject } from "../subjects/redis-subject.ts";
import { disturbedLoad } from "./disturbed-load.ts";
import type { Drill, Fault } from "./drill.ts";
import { emptied, fewThenMany, killed, lasting, sending } from "./faults.ts";

const MIB = 2 ** 20;
const LIMIT_BYTES = 64 * MIB;
const FILLER = "drill:filler";

/** What is done to the Redis that takes the frames, one after the other. */
export const REDIS_DRILLS: readonly Drill[] = [
  {
    fault: "a producer sends a few frames, then many, and no consumer takes them",
    raises: [
      { alertname: "ThroughputLow", broker: "redis" },
      { alertname: "NoConsumer", broker: "redis" },
      { alertname: "BacklogGrowing", broker: "redis" },
    ],
    inject: ({ redis }) => fewThenMany(redis.frames),
  },
  {
    fault: "writes are held for 1.5 s, another consumer of the group takes frames",
    raises: [
      { alertname: "LatencyHigh", broker: "redis" },
      { alertname: "FramesLost", broker: "redis" },
    ],
    inject: (world) =>
      disturbedLoad(world, world.redis, async () => {
        await world.redis.command("CLIENT", "PAUSE", 1_500, "WRITE");
      }),
  },
  {
    fault: "memory is full",
    raises: [
      { alertname: "MemoryCritical", broker: "redis", instance: "redis-exporter:9121" },
      { alertname: "FramesRefused", broker: "redis" },
    ],
    inject: ({ redis }) =>
      lasting(
        async (undo) => {
          undo.defer(() => emptied(redis.frames));
          undo.use(await redis.override("maxmemory", LIMIT_BYTES));
          undo.defer(async () => {
            await redis.command("DEL", FILLER);
          });
          // Past the limit with one command that is still taken.
          await redis.command("SETRANGE", FILLER, LIMIT_BYTES, "x");
        },
        sending(redis.frames, 10),
      ),
  },
  {
    fault: "an evicting policy, and less memory than is used",
    raises: [{ alertname: "RedisEvicting", broker: "redis" }],
    inject: ({ redis }) =>
      lasting(async (undo) => {
        undo.use(await redis.override("maxmemory-policy", "volatile-lru"));
        for (const key of ["drill:1", "drill:2", "drill:3", "drill:4"]) {
          await redis.command("SETRANGE", key, MIB, "x");
          await redis.command("EXPIRE", key, 600);
        }
        undo.defer(async () => {
          await redis.command("DEL", "drill:1", "drill:2", "drill:3", "drill:4");
        });
        const { used_memory } = await redis.info();
        undo.use(await redis.override("maxmemory", Number(used_memory) - 2 * MIB));
      }),
  },
];

/** What is done to the nodes around it, while frames go through. */
export const REDIS_NODE_DRILLS: readonly Drill[] = [
  {
    fault: "memory of a replica is filled to 85 % of its limit",
    raises: [{ alertname: "MemoryHigh", broker: "redis", instance: "redis-replica-1:6379" }],
    inject: ({ replicas: [replica] }) => memoryAt(replica, 0.85),
  },
  {
    fault: "a replica is killed",
    raises: [{ alertname: "RedisReplicaMissing", broker: "redis" }],
    inject: ({ replicas: [, replica] }) => killed(replica.service),
  },
  {
    fault: "two of three Sentinels are killed",
    raises: [{ alertname: "SentinelQuorumLost", broker: "redis" }],
    inject: ({ sentinels: [, ...others] }) => killed(...others),
  },
];

/** Keeps the memory limit where what is used reaches that share of it: frames come and go meanwhile. */
async function memoryAt(redis: RedisSubject, share: number): Promise<Fault> {
  const limit = async () => Math.round(Number((await redis.info()).used_memory) / share);
  return lasting(async (undo) => void undo.use(await redis.override("maxmemory", await limit())), {
    async goOn() {
      await redis.command("CONFIG", "SET", "maxmemory", await limit());
    },
  });
}
