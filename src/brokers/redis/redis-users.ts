import type { RunningService } from "../../stack/running-service.ts";
import type { AskedRights } from "../access.ts";
import { GROUP, STREAM } from "./names.ts";
import { RedisAdmin } from "./redis-admin.ts";

/** Commands whose only business is a person's who runs the broker: settings and users, other data, to stop or to load it. */
const ADMINISTRATION = [
  `DEL ${STREAM}`,
  `XTRIM ${STREAM} MAXLEN 0`,
  `XGROUP DESTROY ${STREAM} ${GROUP}`,
  "XADD other * frame x",
  "SET other x",
  "GET other",
  "KEYS *",
  "FLUSHALL",
  "CONFIG GET requirepass",
  "CONFIG SET maxmemory 1",
  "ACL LIST",
  "ACL SETUSER exporter +@all",
  "CLIENT KILL TYPE normal",
  "CLIENT PAUSE 1",
  "REPLICAOF NO ONE",
  "FAILOVER",
  "SHUTDOWN",
  "SAVE",
  "MONITOR",
  "DEBUG SLEEP 0",
  "EVAL return_1 0",
  "FUNCTION LIST",
] as const;

const SENDING = [`XADD ${STREAM} * frame x`] as const;
const TAKING = [
  `XGROUP CREATE ${STREAM} ${GROUP} 0 MKSTREAM`,
  `XREADGROUP GROUP ${GROUP} c STREAMS ${STREAM} >`,
  `XAUTOCLAIM ${STREAM} ${GROUP} c 5000 0-0`,
  `XACK ${STREAM} ${GROUP} 0-1`,
  `XDEL ${STREAM} 0-1`,
  "MULTI",
  "EXEC",
] as const;
const READING = [`XRANGE ${STREAM} - +`, `XREAD STREAMS ${STREAM} 0`] as const;
const LOOKING = [`XINFO STREAM ${STREAM}`, `XINFO GROUPS ${STREAM}`, "SLOWLOG LEN", "CLIENT LIST"] as const;
/** What every client asks when it connects. */
const CONNECTING = ["PING", "INFO", "HELLO 3", "CLIENT SETNAME x"] as const;

const ASKED = [...CONNECTING, ...SENDING, ...TAKING, ...READING, ...LOOKING, ...ADMINISTRATION];

/**
 * What each user of Redis may do. Nothing is done: the server is asked, with ACL DRYRUN.
 * @param exporters as whose users they look, which are those that they log in as
 */
export function redisUsers(
  redis: RunningService,
  exporters: readonly RunningService[],
): Promise<AskedRights[]> {
  const admin = new RedisAdmin(redis);
  const lookers = exporters.map(({ service: { environment } }) => environment.REDIS_USER ?? "default");
  const users = [
    ...lookers.map((user) => ({ user, needed: [...CONNECTING, ...LOOKING] })),
    { user: "producer", needed: [...CONNECTING, ...SENDING] },
    { user: "consumer", needed: [...CONNECTING, ...TAKING] },
  ];
  return Promise.all(
    users.map(async ({ user, needed }) => {
      const answers = await Promise.all(
        ASKED.map((command) => admin.command("ACL", "DRYRUN", user, ...command.split(" "))),
      );
      const allowed = ASKED.filter((_, index) => answers[index] === "OK");
      return { user: `redis: ${user}`, allowed, needed, looked: ASKED.length };
    }),
  );
}
