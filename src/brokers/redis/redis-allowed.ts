import { GROUP, STREAM } from "./names.ts";

/** What a user of a server may do. Whatever else it may is named. */
export interface AllowedUser {
  /** Commands beside those that every client connects with; "*" for all. */
  commands: readonly string[];
  /** Patterns of the keys that it may use. */
  keys: readonly string[];
  channels: readonly string[];
  /** What it is asked about one by one, since its work takes it. */
  needs: readonly string[];
  /** The variable of the server's environment that its password stands in. */
  password: string;
}

export type AllowedUsers = Readonly<Record<string, AllowedUser>>;

/** What every client asks when it connects. */
const CONNECTS = ["PING", "INFO", "HELLO 3", "CLIENT SETNAME x"];

/** Beside what connects: the commands of category connection that are of neither of the others. */
export const CONNECTING = {
  category: "connection",
  less: ["dangerous", "admin"],
  and: ["info"],
} as const;

/** Replicas, Sentinels, a person who runs the broker. */
const DEFAULT: AllowedUser = {
  commands: ["*"],
  keys: ["*"],
  channels: ["*"],
  needs: [],
  password: "REDIS_PASSWORD",
};

export const USERS_OF_NODE: AllowedUsers = {
  default: DEFAULT,
  producer: {
    commands: ["xadd"],
    keys: [STREAM],
    channels: [],
    needs: [...CONNECTS, `XADD ${STREAM} * frame x`],
    password: "PRODUCER_PASSWORD",
  },
  consumer: {
    commands: ["xgroup|create", "xreadgroup", "xack", "xdel", "xautoclaim", "multi", "exec"],
    keys: [STREAM],
    channels: [],
    needs: [
      ...CONNECTS,
      `XGROUP CREATE ${STREAM} ${GROUP} 0 MKSTREAM`,
      `XREADGROUP GROUP ${GROUP} c STREAMS ${STREAM} >`,
      `XAUTOCLAIM ${STREAM} ${GROUP} c 5000 0-0`,
      `XACK ${STREAM} ${GROUP} 0-1`,
      `XDEL ${STREAM} 0-1`,
      "MULTI",
      "EXEC",
    ],
    password: "CONSUMER_PASSWORD",
  },
  exporter: {
    commands: [
      "client|list",
      "slowlog|len",
      "slowlog|get",
      "latency|latest",
      "latency|histogram",
      "xinfo|stream",
      "xinfo|groups",
      "xinfo|consumers",
    ],
    keys: ["*"],
    channels: [],
    needs: [...CONNECTS, `XINFO STREAM ${STREAM}`, `XINFO GROUPS ${STREAM}`, "SLOWLOG LEN", "CLIENT LIST"],
    password: "REDIS_EXPORTER_PASSWORD",
  },
};

/** Whoever looks for the primary. */
const SEEKER = {
  commands: [
    "sentinel|get-master-addr-by-name",
    "sentinel|masters",
    "sentinel|sentinels",
    "sentinel|replicas",
    "sentinel|slaves",
    "subscribe",
  ],
  keys: [],
  channels: ["+switch-master"],
  needs: ["PING", "SENTINEL GET-MASTER-ADDR-BY-NAME frames", "SUBSCRIBE +switch-master"],
};

export const USERS_OF_SENTINEL: AllowedUsers = {
  default: DEFAULT,
  producer: { ...SEEKER, password: "PRODUCER_PASSWORD" },
  consumer: { ...SEEKER, password: "CONSUMER_PASSWORD" },
  exporter: {
    commands: [
      "client|list",
      "sentinel|masters",
      "sentinel|sentinels",
      "sentinel|slaves",
      "sentinel|replicas",
      "sentinel|ckquorum",
    ],
    keys: [],
    channels: [],
    needs: ["PING", "INFO", "SENTINEL MASTERS", "SENTINEL SENTINELS frames", "SENTINEL SLAVES frames"],
    password: "REDIS_EXPORTER_PASSWORD",
  },
};
