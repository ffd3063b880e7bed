import { expect, test } from "vitest";
import { reachedAt } from "../../stack/testing.ts";
import { RedisAdmin } from "./redis-admin.ts";
import { copying } from "./redis-copying.ts";
import { redisStandIn } from "./redis-stand-in.ts";

const text = (value: string) => `$${value.length}\r\n${value}`;

/** A Redis whose copies go on for so long, by its own account. */
function redisThat({ says = "", refuses = "" } = {}) {
  return redisStandIn((command) => {
    const asked = command.join(" ").toLowerCase();
    if (refuses && asked.startsWith("config set")) return `-ERR ${refuses}`;
    if (asked.startsWith("info")) return text(says);
    if (asked.startsWith("config get")) return `*2\r\n${text("rdb-key-save-delay")}\r\n${text("0")}`;
    return asked.startsWith("ping") ? "+PONG" : "+OK";
  });
}

const adminOf = ({ at }: { at: { host: string; port: number } }) =>
  new RedisAdmin(reachedAt("redis", { 6379: at }, {}));
const said = ({ asked }: { asked: string[][] }) => asked.map((command) => command.join(" ").toLowerCase());

test.each([
  [
    "snapshot",
    "rdb_bgsave_in_progress:1\r\nrdb_current_bgsave_time_sec:1",
    "bgsave",
    "rdb_bgsave_in_progress 1 for 1 s",
  ],
  [
    "rewrite",
    "aof_rewrite_in_progress:1\r\naof_current_rewrite_time_sec:2",
    "bgrewriteaof",
    "aof_rewrite_in_progress 1 for 2 s",
  ],
] as const)("a %s is under way once Redis says so for a second", async (copy, says, command, proof) => {
  await using redis = await redisThat({ says: `${says}\r\n` });
  await using fault = copying(adminOf(redis), copy);

  expect(await fault.inject()).toContain(proof);
  expect(said(redis)).toEqual(expect.arrayContaining(["config set rdb-key-save-delay 60000000", command]));
  await fault.heal();
  expect(said(redis).at(-1)).toBe("config set rdb-key-save-delay 0");
});

test("a Redis that cannot be slowed down shows nothing", async () => {
  await using redis = await redisThat({ refuses: "Unknown option" });
  await using fault = copying(adminOf(redis), "snapshot");

  await expect(fault.inject()).rejects.toThrow(
    "cannot be made to take its time over a snapshot: ERR Unknown option",
  );
});
