import { describe, expect, it } from "vitest";
import { NOAUTH, named, run, type World } from "./redis-world.ts";
import { SHELLS } from "./shell.ts";

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(" ") })))("under $name", ({ shell }) => {
  const out = (script: string, world?: World) => run(shell, script, world).stdout;

  it("takes a node's name from a Sentinel, or the address of one", () => {
    const world = { sentinels: [named("redis-replica-2"), named("10.0.0.3"), undefined] };

    expect(out("said_by_all", world)).toBe("redis-replica-2\nredis-replica-2");
  });

  it.each([
    ["an error", NOAUTH, "NOAUTH Authentication required."],
    ["an error with exit code 0", "echo 'NOAUTH Authentication required.'", "names NOAUTH"],
    ["a stranger", named("10.9.9.9"), "names 10.9.9.9 as the primary, which is no node"],
    ["an option", named("-h"), "names -h as the primary"],
    ["nothing", ":", "names nothing as the primary"],
  ])("takes %s for no answer, and says so", (_case, answer, expected) => {
    const said = out("said_by redis-sentinel-1", { sentinels: [answer] });

    expect(said).toMatch(/^! redis-sentinel-1 /);
    expect(said).toContain(expected);
  });

  it.each([
    ["two of three", "redis\nredis-replica-1\nredis", "redis"],
    ["all different", "redis\nredis-replica-1\nredis-replica-2", ""],
    ["one that answers", "redis", ""],
    ["two with the same complaint", "! no password\n! no password\nredis", ""],
    ["nobody", "", ""],
  ])("agrees by two Sentinels at least: %s", (_case, said, expected) => {
    expect(out(`printf '%s\\n' "$SAID" | agreed`, { env: { SAID: said } })).toBe(expected);
  });

  it.each<[string, World, string]>([
    ["as the compose file says where nobody knows", {}, "redis 1"],
    ["the first one alone", { env: { ANNOUNCED_NAME: "redis", REPLICA_OF: "" } }, "- "],
    [
      "as a replica of whom the Sentinels agree upon",
      { sentinels: [named("redis-replica-2"), named("redis-replica-2")] },
      "redis-replica-2 1",
    ],
    [
      "as the primary, if it is it",
      { sentinels: [named("redis-replica-1"), named("redis-replica-1")] },
      "- 1",
    ],
    [
      "after one Sentinel alone, where it remembers nothing",
      { sentinels: [named("redis-replica-2")] },
      "redis-replica-2 1",
    ],
    [
      "not after a split vote",
      { sentinels: [named("redis-replica-2"), named("redis-replica-1")] },
      "redis 1",
    ],
    ["not after an error", { sentinels: [NOAUTH, NOAUTH, NOAUTH] }, "redis 1"],
    [
      "as it was, where the Sentinels refuse",
      { sentinels: [NOAUTH, NOAUTH], remembered: "redis-replica-1" },
      "- 1",
    ],
    [
      "the first one, where they refuse",
      { sentinels: [NOAUTH], env: { ANNOUNCED_NAME: "redis", REPLICA_OF: "" } },
      "- 1",
    ],
    [
      "as it was, rather than after one Sentinel",
      { sentinels: [named("redis")], remembered: "redis-replica-2" },
      "redis-replica-2 1",
    ],
    [
      "after two, rather than as it was",
      { sentinels: [named("redis"), named("redis")], remembered: "redis-replica-2" },
      "redis 1",
    ],
    ["not after what is no node", { remembered: "NOAUTH Authentication required." }, "redis 1"],
  ])("starts %s", (_case, world, expected) => {
    expect(out('place=$(starting_place); echo "$place"', world)).toBe(expected);
  });

  it.each([
    ["its own name as a primary", "echo master", 0, "redis-replica-1"],
    ["a node by its address", "echo slave; echo 10.0.0.1; echo 6379", 0, "redis"],
    ["a stranger", "echo slave; echo elsewhere; echo 6379", 0, "elsewhere"],
    ["nothing after an error", NOAUTH, 1, "NOAUTH Authentication required."],
    ["nothing of an answer that is no role", "echo sentinel", 1, "sentinel"],
  ])("follows %s", (_case, role, exitCode, stdout) => {
    expect(run(shell, "followed", { role })).toMatchObject({ exitCode, stdout });
  });

  it("says that it follows only when Redis has said OK", () => {
    expect(run(shell, "follow redis")).toMatchObject({ exitCode: 0, stderr: "script.sh: follows redis now" });
    expect(run(shell, "follow redis", { replicaof: NOAUTH })).toMatchObject({
      exitCode: 1,
      stderr: "script.sh: REPLICAOF redis was refused: NOAUTH Authentication required.",
    });
  });
});
