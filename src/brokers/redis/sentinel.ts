import type { RunningService } from "../../stack/running-service.ts";
import { connectRedis, PRIMARY } from "./redis-connection.ts";

const PORT = 26379;

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
    const password = this.service.service.environment.REDIS_PASSWORD;
    const redis = await connectRedis({
      address: () => this.service.address(PORT),
      ...(password ? { password } : {}),
    });
    try {
      const reply = (await redis.call("SENTINEL", "MASTER", PRIMARY)) as string[];
      const field = (name: string) => reply[reply.indexOf(name) + 1] ?? "";
      return {
        primary: field("ip"),
        flags: field("flags"),
        replicas: Number(field("num-slaves")),
        otherSentinels: Number(field("num-other-sentinels")),
      };
    } finally {
      redis.disconnect();
    }
  }
}
