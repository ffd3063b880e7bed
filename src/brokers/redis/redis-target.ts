import type { BrokerTarget } from "../broker.ts";
import type { BehindSentinels } from "./redis-connection.ts";

export interface RedisTarget extends BrokerTarget {
  readonly broker: "redis";
  /** 0 where none is named. */
  readonly database?: number;
  /** In profile ha; then `host` and `port` are not used. */
  readonly behind?: BehindSentinels;
}
