import { processLimits } from "../../stack/process-limits.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { scriptsBeside } from "../../stack/scripts-beside.ts";
import type { MemberSettings } from "../member-settings.ts";
import { fieldsOf } from "./fields.ts";
import { connectRedis, PRIMARY } from "./redis-connection.ts";
import { untoldInConf } from "./sentinel-conf.ts";

const PORT = 26379;
/** Its own, which it writes anew itself. */
const FILE = "/data/sentinel.conf";
/** Of what it tells of the primary, what it was told to do; everything else is what it sees. */
const SET_FOR_PRIMARY = [
  ...["quorum", "down-after-milliseconds", "failover-timeout", "parallel-syncs"],
  // There only where it is set.
  ...["notification-script", "client-reconfig-script"],
];

/** What a Sentinel knows of the primary. */
export interface SentinelView {
  /** The name that it announces. */
  primary: string;
  /** "master" while all is well; with s_down or o_down behind it when it is not. */
  flags: string;
  replicas: number;
  otherSentinels: number;
}

/** Looks at a running Sentinel. */
export class SentinelProbe {
  readonly service: RunningService;

  constructor(service: RunningService) {
    this.service = service;
  }

  async view(): Promise<SentinelView> {
    const told = await this.#ask("MASTER", PRIMARY);
    return {
      primary: told.ip ?? "",
      flags: told.flags ?? "",
      replicas: Number(told["num-slaves"]),
      otherSentinels: Number(told["num-other-sentinels"]),
    };
  }

  /** What it is set to, for the primary and by itself, and what runs beside it. */
  async settings(): Promise<MemberSettings> {
    const [primary, own] = [await this.#ask("MASTER", PRIMARY), await this.#ask("CONFIG", "GET", "*")];
    const set = SET_FOR_PRIMARY.flatMap((name) => {
      const value = primary[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    return {
      member: this.service.name,
      of: "redis-sentinel",
      settings: {
        ...own,
        ...Object.fromEntries(set),
        ...untoldInConf(await this.service.exec(["cat", FILE])),
        ...(await scriptsBeside(this.service)),
        ...(await processLimits(this.service)),
      },
    };
  }

  /** Has it carry out a command. @throws ReplyError with its reason when it refuses */
  async order(...what: [string, ...string[]]): Promise<void> {
    await this.#reply(...what);
  }

  /** An answer of fields and their values, by field. */
  async #ask(...what: [string, ...string[]]): Promise<Record<string, string>> {
    return fieldsOf((await this.#reply(...what)) as string[]);
  }

  async #reply(...what: [string, ...string[]]): Promise<unknown> {
    const password = this.service.service.environment.REDIS_PASSWORD;
    const redis = await connectRedis({
      address: () => this.service.address(PORT),
      ...(password ? { password } : {}),
    });
    try {
      return await redis.call("SENTINEL", ...what);
    } finally {
      redis.disconnect();
    }
  }
}
