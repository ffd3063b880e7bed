import { Fault } from "../../faults/fault.ts";
import { messageOf } from "../../kernel/problem.ts";
import { Undetermined } from "../../kernel/undetermined.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import type { Copy } from "../deployment.ts";
import type { RedisAdmin } from "./redis-admin.ts";

/** Redis takes so long over each key of a copy: longer than any fault lasts, since the stream is one key. */
const PER_KEY_US = 60_000_000;
const SLOWED_BY = "rdb-key-save-delay";
const BEGINS_WITHIN_MS = 20_000;

const COPIES = {
  snapshot: { command: "BGSAVE", underWay: "rdb_bgsave_in_progress", forS: "rdb_current_bgsave_time_sec" },
  rewrite: {
    command: "BGREWRITEAOF",
    underWay: "aof_rewrite_in_progress",
    forS: "aof_current_rewrite_time_sec",
  },
} as const;

/**
 * A snapshot, or the append-only file written anew, is under way beside the frames that come in. It is slowed down, since a stream of
 * some thousand frames is written within milliseconds. Landed once it has gone on for a second: `no-appendfsync-on-rewrite yes` fsyncs
 * nothing meanwhile.
 */
export function copying(redis: RedisAdmin, copy: Copy): Fault {
  const { command, underWay, forS } = COPIES[copy];
  const { name } = redis.service;
  return new Fault(`${copy} of ${name}`, async () => {
    const slowed = await redis.override(SLOWED_BY, PER_KEY_US).catch((thrown: unknown) => {
      throw new Undetermined(`${name} cannot be made to take its time over a ${copy}: ${messageOf(thrown)}`);
    });
    try {
      await redis.command(command);
      const seconds = await until(
        `the ${copy} of ${name} is under way`,
        { deadlineMs: BEGINS_WITHIN_MS },
        async () => {
          const info = await redis.info();
          const [is, since = ""] = [info[underWay], info[forS]];
          return is === "1" && Number(since) >= 1 ? done(since) : notYet(`${underWay} ${is}, for ${since} s`);
        },
      );
      return {
        proof: `${name}: ${underWay} 1 for ${seconds} s (${command})`,
        heal: async () => {
          await redis.answers();
          await slowed.disposeAsync();
          return `${name} copies as fast as it is set to`;
        },
      };
    } catch (thrown) {
      await slowed.disposeAsync();
      throw new Undetermined(messageOf(thrown), { cause: thrown });
    }
  });
}
