import type { BrokerDrills, Drill, DrillGround, LastingFault } from "../drill.ts";
import { fewThenMany, killed, lasting, sending } from "../drill-faults.ts";
import { thrownAway } from "../emptying.ts";
import { memberNamed } from "../members.ts";
import { REDIS_SERIES } from "./redis-drills-series.ts";
import { RedisSubject } from "./redis-subject.ts";

const MIB = 2 ** 20;
const LIMIT_BYTES = 64 * MIB;
const FILLER = "drill:filler";

/** What is done to the Redis that takes the frames, one after the other. */
const DRILLS: readonly Drill[] = [
  {
    fault: "a producer sends a few frames, then many, and no consumer takes them",
    raises: [
      { alertname: "ThroughputLow", broker: "redis" },
      { alertname: "NoConsumer", broker: "redis" },
      { alertname: "BacklogGrowing", broker: "redis" },
    ],
    shows: [
      { tile: "Throughput in", of: "redis", color: "red" },
      { tile: "Throughput out", of: "redis", color: "red", says: "no consumer" },
      { tile: "Backlog", of: "redis", color: "yellow" },
    ],
    inject: (ground) => fewThenMany(primaryOf(ground).frames),
  },
  {
    fault: "writes are held for 1.5 s, another consumer of the group takes frames",
    raises: [
      { alertname: "LatencyHigh", broker: "redis" },
      { alertname: "FramesLost", broker: "redis" },
    ],
    shows: [
      { tile: "Latency p99", of: "redis", color: "red" },
      { tile: "Frames lost", of: "redis", color: "red" },
    ],
    inject: (ground) =>
      ground.disturbedLoad(async () => {
        await primaryOf(ground).command("CLIENT", "PAUSE", 1_500, "WRITE");
      }),
  },
  {
    fault: "memory is full",
    raises: [
      { alertname: "MemoryCritical", broker: "redis", instance: "redis:6379" },
      { alertname: "FramesRefused", broker: "redis" },
    ],
    shows: [
      { tile: "Memory", of: "redis", color: "red" },
      { tile: "Frames refused", of: "redis", color: "red" },
    ],
    inject: (ground) => {
      const redis = primaryOf(ground);
      return lasting(
        async (undo) => {
          undo.defer(() => thrownAway(redis.frames));
          undo.use(await redis.override("maxmemory", LIMIT_BYTES));
          undo.defer(async () => {
            await redis.command("DEL", FILLER);
          });
          // Past the limit with one command that is still taken.
          await redis.command("SETRANGE", FILLER, LIMIT_BYTES, "x");
        },
        sending(ground.publish, redis.frames, 10),
      );
    },
  },
  {
    fault: "an evicting policy, and less memory than is used",
    raises: [{ alertname: "RedisEvicting", broker: "redis" }],
    inject: (ground) =>
      lasting(async (undo) => {
        const redis = primaryOf(ground);
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
const NODE_DRILLS: readonly Drill[] = [
  {
    fault: "memory of a replica is filled to 85 % of its limit",
    raises: [{ alertname: "MemoryHigh", broker: "redis", instance: "redis-replica-1:6379" }],
    inject: ({ members }) => memoryAt(new RedisSubject(memberNamed(members, "redis-replica-1")), 0.85),
  },
  {
    fault: "a replica is killed",
    loses: "redis-replica-2",
    raises: [{ alertname: "RedisReplicaMissing", broker: "redis" }],
    shows: [
      { tile: "Failover", of: "redis", color: "yellow", says: "1 missing" },
      { tile: "Nodes and targets", of: "redis-replica-2:6379", color: "red", says: "gone" },
    ],
    inject: ({ members }) => killed(memberNamed(members, "redis-replica-2")),
  },
  {
    fault: "two of three Sentinels are killed",
    raises: [{ alertname: "SentinelQuorumLost", broker: "redis" }],
    shows: [
      { tile: "Failover", of: "redis", color: "red", says: "no quorum" },
      { tile: "Nodes and targets", of: "redis-sentinel-2:26379", color: "red", says: "gone" },
    ],
    inject: ({ members: { witnesses } }) => killed(...witnesses.slice(1)),
  },
];

/** The node that clients speak to cannot write, or its figures are gone. */
const ALONE: readonly Drill[] = [
  {
    fault: "the data folder of Redis cannot be written",
    raises: [
      { alertname: "RedisRdbFailing", broker: "redis" },
      { alertname: "RedisAofFailing", broker: "redis" },
    ],
    shows: [{ tile: "Disk", of: "redis", color: "red", says: "cannot write" }],
    inject: (ground) =>
      lasting(async (undo) => {
        const redis = primaryOf(ground);
        await redis.service.exec(["chmod", "u-w", "/data"]);
        undo.defer(async () => {
          await redis.service.exec(["chmod", "u+w", "/data"]);
          await redis.persisted();
        });
        // That they do not even start is the fault. While it lasts Redis answers pings with an error: after five seconds
        // Sentinel would order a failover.
        await Promise.allSettled([redis.command("BGREWRITEAOF"), redis.command("BGSAVE", "SCHEDULE")]);
      }),
  },
  {
    fault: "the exporter is killed",
    raises: [{ alertname: "RedisExporterDown", broker: "redis" }],
    shows: [
      { tile: "Brokers up", of: "redis", color: "red", says: "unknown" },
      { tile: "Nodes and targets", of: "redis-exporter", color: "red", says: "down" },
    ],
    inject: ({ exporters }) => killed(...exporters),
  },
  {
    fault: "the primary turns its replicas away",
    raises: [{ alertname: "RedisReplicaLinkDown", broker: "redis" }],
    // Alone, since a primary without replicas refuses frames.
    inject: (ground) =>
      lasting(async (undo) => {
        const redis = primaryOf(ground);
        await redis.command("ACL", "SETUSER", "default", "-psync");
        undo.defer(async () => {
          await redis.command("ACL", "SETUSER", "default", "+psync");
        });
        await redis.command("CLIENT", "KILL", "TYPE", "replica");
      }),
  },
];

/** The node that clients speak to is gone, and then every node. */
const LAST: readonly Drill[] = [
  {
    fault: "the primary Redis is killed",
    loses: "redis",
    raises: [{ alertname: "RedisDown", broker: "redis", instance: "redis:6379" }],
    shows: [
      { tile: "Brokers up", of: "redis", color: "yellow" },
      { tile: "Nodes and targets", of: "redis:6379", color: "red", says: "down" },
    ],
    inject: ({ members: { nodes } }) => killed(nodes[0]),
  },
  {
    fault: "primary and replicas of Redis are killed",
    raises: [{ alertname: "BrokerDown", broker: "redis" }],
    shows: [
      { tile: "Brokers up", of: "redis", color: "red", says: "down" },
      { tile: "Memory", of: "redis", color: "red", says: "down" },
    ],
    inject: ({ members: { nodes } }) => killed(...nodes),
  },
];

export const REDIS_DRILLS: BrokerDrills = {
  ...{ lanes: [DRILLS, NODE_DRILLS], alone: ALONE, last: LAST },
  series: REDIS_SERIES,
};

function primaryOf({ members }: DrillGround): RedisSubject {
  return new RedisSubject(members.nodes[0]);
}

/** Keeps the memory limit where what is used reaches that share of it: frames come and go meanwhile. */
async function memoryAt(redis: RedisSubject, share: number): Promise<LastingFault> {
  const limit = async () => Math.round(Number((await redis.info()).used_memory) / share);
  return lasting(async (undo) => void undo.use(await redis.override("maxmemory", await limit())), {
    async goOn() {
      await redis.command("CONFIG", "SET", "maxmemory", await limit());
    },
  });
}
