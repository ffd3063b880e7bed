import { describe, expect, it } from "vitest";
import { CONFIG, NOAUTH, named, run, type World } from "./redis-world.ts";
import { SHELLS } from "./shell.ts";

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(" ") })))("under $name", ({ shell }) => {
  const _out = (script: string, world?: World) => run(shell, script, world).stdout;
  describe("keep-following.sh", () => {
    // The sixth look ends it.
    const watch = (world: World) => {
      const script = `sleep() { looks=$((\${looks:-0} + 1)); [ "$looks" -le 6 ]; }\n. "${CONFIG}/keep-following.sh"`;
      return run(shell, script, { ...world, env: { LINES: `${CONFIG}/lines.sh`, EVERY: "0" } });
    };
    const astray = { sentinels: [named("redis"), named("redis")], role: "echo slave; echo redis-replica-2" };

    it("puts a node right that follows another for three looks, and remembers the primary", () => {
      const { stderr, primary } = watch(astray);

      expect(stderr.split("\n")).toEqual(
        Array(2)
          .fill([
            "script.sh: has followed redis-replica-2 while the Sentinels agree upon redis",
            "script.sh: follows redis now",
          ])
          .flat(),
      );
      expect(primary).toBe("redis");
    });

    it("says what Redis has refused, instead of success", () => {
      const { stderr } = watch({ ...astray, replicaof: NOAUTH });

      expect(stderr).toContain("REPLICAOF redis was refused: NOAUTH");
      expect(stderr).not.toContain("follows redis now");
    });

    it.each([
      ["the Sentinels answer with an error", [NOAUTH, NOAUTH, NOAUTH]],
      ["they are split", [named("redis"), named("redis-replica-1"), NOAUTH]],
      ["this node is the primary", [named("redis-replica-1"), named("redis-replica-1")]],
    ])("leaves a node alone while %s", (_case, sentinels) => {
      expect(watch({ ...astray, sentinels }).stderr).not.toMatch(/follow|REPLICAOF/);
    });

    it("says once what is wrong with the answers", () => {
      const { stderr } = watch({ sentinels: [NOAUTH], role: "echo master" });

      expect(stderr).toBe(
        "script.sh: redis-sentinel-1 does not say which node is the primary: NOAUTH Authentication required.",
      );
    });
  });
});
