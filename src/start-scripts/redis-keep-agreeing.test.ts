import { describe, expect, it } from "vitest";
import { CONFIG, NOAUTH, named, run } from "./redis-world.ts";
import { SHELLS } from "./shell.ts";

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(" ") })))("under $name", ({ shell }) => {
  /** What the third Sentinel does in so many looks. */
  const watch = (sentinels: readonly (string | undefined)[], looks = 3) => {
    const script = `sleep() { looks=$((\${looks:-0} + 1)); [ "$looks" -le ${looks} ]; }\n. "${CONFIG}/keep-agreeing.sh"\n[ ! -e learns ] || echo learns`;
    const env = {
      LINES: `${CONFIG}/lines.sh`,
      EVERY: "0",
      ANNOUNCED_NAME: "redis-sentinel-3",
      LEARNS: "learns",
    };
    return run(shell, script, { sentinels, env });
  };

  it("has a Sentinel learn that names another primary than the two others, for three looks", () => {
    const astray = [named("redis"), named("redis"), named("redis-replica-2")];

    expect(watch(astray, 2).stdout).toBe("");
    expect(watch(astray)).toMatchObject({
      stdout: "learns",
      stderr:
        "script.sh: this Sentinel names redis-replica-2 as the primary, and the two others redis: it is started anew and learns from them",
    });
  });

  it.each([
    ["all agree", [named("redis"), named("redis"), named("redis")]],
    ["the others do not agree", [named("redis"), named("redis-replica-1"), named("redis-replica-2")]],
    ["one of the others alone is here", [named("redis"), undefined, named("redis-replica-2")]],
    ["the others refuse", [NOAUTH, NOAUTH, named("redis-replica-2")]],
    ["it does not answer itself", [named("redis"), named("redis"), NOAUTH]],
  ])("leaves it alone while %s", (_case, sentinels) => {
    expect(watch(sentinels, 6)).toMatchObject({ stdout: "", stderr: "" });
  });

  it("keeps what it has found out, without its epoch where it is to learn", () => {
    const conf = [
      'requirepass "former"',
      "user producer on",
      "sentinel monitor frames redis-replica-2 6379 2",
      "sentinel auth-pass frames former",
      "sentinel config-epoch frames 2",
      "sentinel leader-epoch frames 2",
      "sentinel current-epoch 2",
    ];
    const found = (before: string) =>
      run(shell, `${before}; printf '%s\\n' "$CONF" | found_out`, {
        env: { CONF: conf.join("\n"), LEARNS: "learns" },
      }).stdout.split("\n");

    expect(found(":")).toEqual([conf[2], conf[4], conf[5], conf[6]]);
    expect(found(": >learns")).toEqual([conf[2], conf[5], conf[6]]);
  });
});
