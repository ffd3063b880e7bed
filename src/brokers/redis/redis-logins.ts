import { Redis } from "ioredis";
import { messageOf } from "../../kernel/problem.ts";
import { inTime, settled } from "../../kernel/wait.ts";
import type { HostPort, RunningService } from "../../stack/running-service.ts";
import { connectRedis, PRIMARY } from "./redis-connection.ts";
import { redisLoginOf } from "./redis-login.ts";
import { isSentinel, portOf } from "./redis-ports.ts";

const ANSWERS_WITHIN_MS = 5_000;
const SETTLES = { deadlineMs: 20_000, everyMs: 500 };

/**
 * Whether a node or a Sentinel lets someone in without a password, and how it logs in to the others: a node as a replica of
 * another, a Sentinel to the nodes that it watches and to the other Sentinels.
 */
export async function redisWithoutPassword(server: RunningService): Promise<string[]> {
  const { REDIS_PASSWORD: password = "" } = server.service.environment;
  const at = await server.address(portOf(server));
  const open = (await letsAnyoneIn(at)) ? ["lets someone in without a password"] : [];
  const given = password ? [] : ["has no REDIS_PASSWORD"];
  const redis = await connectRedis({ address: async () => at, ...redisLoginOf(server.service.environment) });
  try {
    const out = isSentinel(server) ? await ofSentinel(redis) : await ofNode(redis, password);
    return [...given, ...open, ...out];
  } finally {
    redis.disconnect();
  }
}

/** Whether a server answers a client that has not logged in. */
async function letsAnyoneIn({ host, port }: HostPort): Promise<boolean> {
  const redis = new Redis({
    ...{ host, port, lazyConnect: true, enableReadyCheck: false },
    ...{ retryStrategy: null, maxRetriesPerRequest: 0 },
  });
  let reason: unknown;
  redis.on("error", (error) => {
    reason = error;
  });
  try {
    const answer = redis.connect().then(() => redis.ping());
    await inTime("Redis answers", ANSWERS_WITHIN_MS, answer);
    return true;
  } catch (thrown) {
    // What the client throws may say only that there is no connection.
    if ([reason, thrown].some((each) => /NOAUTH|DENIED|authent/i.test(messageOf(each)))) return false;
    throw reason ?? thrown;
  } finally {
    redis.disconnect();
  }
}

/** A node may become a replica at any time, so a primary has to have it too. */
async function ofNode(redis: Redis, password: string): Promise<string[]> {
  const masterauth = await settingOf(redis, ["CONFIG", "GET", "masterauth"]);
  if (masterauth !== password) {
    const seen = masterauth
      ? "with another password than REDIS_PASSWORD"
      : "without a password: no masterauth";
    return [`follows another node ${seen}`];
  }
  const link = await settled(
    "the replica follows",
    SETTLES,
    async () => linkOf(await redis.info("replication")),
    (each) => each === "up",
  );
  return link === "up" ? [] : ["does not get in to the node that it follows"];
}

/** A primary follows none, which is as good. */
function linkOf(info: string): string {
  const [, link = "up"] = /^master_link_status:(\w+)/m.exec(info) ?? [];
  return link;
}

/** What it logs in to the nodes with, it does not say: one that it does not get in to, it takes for down. */
async function ofSentinel(redis: Redis): Promise<string[]> {
  const toOthers = await settingOf(redis, ["SENTINEL", "CONFIG", "GET", "sentinel-pass"]);
  const flags = await settled(
    "the Sentinel reaches the primary",
    SETTLES,
    () => settingOf(redis, ["SENTINEL", "MASTER", PRIMARY], "flags"),
    (each) => each === "master",
  );
  return [
    ...(toOthers ? [] : ["logs in to the other Sentinels without a password: no sentinel-pass"]),
    ...(flags === "master" ? [] : [`does not get in to the primary: it sees ${flags}`]),
  ];
}

/** A value of a reply that is names and values in turn; empty where it is not among them. */
async function settingOf(redis: Redis, [command = "", ...args]: string[], name?: string): Promise<string> {
  const reply = (await redis.call(command, ...args)) as string[];
  const at = reply.indexOf(name ?? args.at(-1) ?? "");
  return at < 0 ? "" : (reply[at + 1] ?? "");
}
