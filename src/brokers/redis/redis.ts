import { databaseIn } from "../../stack/endpoint-url.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { addressOf, type Broker } from "../broker.ts";
import { STREAM } from "./names.ts";
import { REDIS_CAUSES } from "./redis-causes.ts";
import { redisLoginOf } from "./redis-login.ts";
import { RedisStream } from "./redis-stream.ts";
import type { RedisTarget } from "./redis-target.ts";
import { REDIS_VERSIONS } from "./redis-versions.ts";

const PORT = 6379;
const SENTINEL_PORT = 26379;

/** Frames as entries of a stream. In profile ha the Sentinels say which node takes them. */
export const redis: Broker<RedisTarget> = {
  id: "redis",
  title: "Redis",
  destination: STREAM,
  url: { scheme: "redis", ports: { plain: PORT, tls: PORT }, parameter: "stream" },
  nodes: ["redis", "redis-replica-1", "redis-replica-2"],
  witnesses: ["redis-sentinel-1", "redis-sentinel-2", "redis-sentinel-3"],
  causes: REDIS_CAUSES,
  versions: REDIS_VERSIONS,

  targetOf({ environment }, at, destination) {
    return { ...at, broker: "redis", ...redisLoginOf(environment), destination };
  },

  async targetOfMembers(target, { nodes, witnesses }) {
    if (witnesses.length === 0) return target;
    const reached = nodes.map(async (node) => [`${node.name}:${PORT}`, await node.address(PORT)] as const);
    const sentinels = await Promise.all(witnesses.map((each) => each.address(SENTINEL_PORT)));
    return { ...target, behind: { sentinels, nodes: Object.fromEntries(await Promise.all(reached)) } };
  },

  targetOfUrl({ at, user, password, path }, destination) {
    const database = databaseIn(path, "the URL of redis");
    return {
      ...at,
      broker: "redis",
      destination,
      ...(user ? { user } : {}),
      ...(password ? { password } : {}),
      ...(database > 0 ? { database } : {}),
    };
  },

  subjectOf({ host, port, behind, database }) {
    const where = behind ? "redis behind its Sentinels" : `redis at ${host}:${port}`;
    return database ? `${where}, database ${database}` : where;
  },

  at({ destination, ...target }, consumer) {
    const address = async () => addressOf(target);
    return new RedisStream({ ...target, stream: destination, address, ...(consumer ? { consumer } : {}) });
  },

  async ready(service) {
    const {
      redis_version: version = "unknown",
      role,
      master_host,
    } = await (await administered(service)).info();
    if (role === "master") return { version };
    return {
      version,
      refusal: `${service.name} is a replica of ${master_host} right now and takes no frames; redis-cli -p 26379 sentinel failover frames, in redis-sentinel-1, has another node take over`,
    };
  },

  keptBy:
    "appendfsync always and maxmemory-policy noeviction; in profile ha the client also waits with WAITAOF 1 1, and three Sentinels are needed.",

  async speedSettings(service) {
    return { appendfsync: await (await administered(service)).setting("appendfsync") };
  },

  async full(service) {
    const admin = await administered(service);
    const { used_memory } = await admin.info();
    return admin.override("maxmemory", Math.round(Number(used_memory) * 0.9));
  },

  async removeOwn(service, isGoing) {
    const { removeStreams } = await import("./own-streams.ts");
    return removeStreams(await administered(service), isGoing);
  },

  async addresses() {
    return (await import("./redis-addresses.ts")).REDIS_ADDRESSES;
  },

  async container() {
    return (await import("@testcontainers/redis")).RedisContainer;
  },

  async bench(service) {
    return (await import("./redis-bench.ts")).redisBench(service);
  },

  async durability() {
    return (await import("./redis-durability.ts")).redisDurability(redis);
  },

  export: {
    async write(nodes, folder, progress) {
      const { exportSnapshot } = await import("./snapshot-export.ts");
      return exportSnapshot(nodes, folder, progress);
    },
    async readBy(service, root, folder) {
      const { framesInSnapshot } = await import("./snapshot-export.ts");
      return framesInSnapshot(service, root, folder);
    },
  },

  deployment: {
    front: "primary",
    isolationSeconds: 15,
    // XFS takes no disk of less than 300.
    diskMiB: 512,
    // appendfsync everysec
    powerCuts: 2,
    copies: ["snapshot", "rewrite"],
    async of(parts) {
      const { RedisDeployment } = await import("./redis-deployment.ts");
      return new RedisDeployment(redis, parts);
    },
  },

  watched: {
    exporters: [{ service: "redis-exporter", port: 9121, up: "redis_up" }],
    haJobs: ["redis-ha", "redis-sentinel"],
    targets: [
      { job: "redis", instance: "redis:6379", service: "redis" },
      ...["redis-replica-1", "redis-replica-2"].map((service) => ({
        ...{ job: "redis-ha", instance: `${service}:${PORT}`, service },
      })),
      ...["redis-sentinel-1", "redis-sentinel-2", "redis-sentinel-3"].map((service) => ({
        ...{ job: "redis-sentinel", instance: `${service}:${SENTINEL_PORT}`, service },
      })),
    ],
    async identityOf(node) {
      const { run_id = "" } = await (await administered(node)).info();
      return { metric: "redis_instance_info", label: "run_id", value: run_id };
    },
    figures: { prefixes: ["redis"], of: "Redis exporter" },
    async rareEvents(service) {
      // Its reply is an error, and errors are counted.
      await (await administered(service)).command("NOSUCHCOMMAND").catch((thrown: unknown) => {
        if (!(thrown instanceof Error)) throw thrown;
      });
      return new AsyncDisposableStack();
    },
    async known(ground) {
      return (await import("./redis-known.ts")).knownRedis(ground);
    },
  },

  async access() {
    return (await import("./redis-access.ts")).REDIS_ACCESS;
  },

  async drills() {
    return (await import("./redis-drills.ts")).REDIS_DRILLS;
  },
};

/** Loaded when it is asked for: a thread that sends frames needs none of it, and its garbage would be their latency. */
async function administered(service: RunningService) {
  const { RedisAdmin } = await import("./redis-admin.ts");
  return new RedisAdmin(service);
}
