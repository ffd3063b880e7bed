import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../stack/compose-file.ts";
import { SHELLS, Shell } from "./shell.ts";

const CONFIG = join(ROOT, "config/redis");
const NODES = ["redis", "redis-replica-1", "redis-replica-2"];
const NOAUTH = "echo 'NOAUTH Authentication required.' >&2; exit 1";
const named = (host: string) => `echo ${host}; echo 6379`;

interface World {
  /** What each of the three Sentinels answers, as shell; one that does not run has none. */
  sentinels?: readonly (string | undefined)[];
  /** What the node itself answers to ROLE, and to REPLICAOF. */
  role?: string;
  replicaof?: string;
  remembered?: string;
  env?: Readonly<Record<string, string>>;
}

function redisIn(shell: Shell, { sentinels = [], role = "", replicaof = "echo OK", remembered }: World) {
  const cases = sentinels.map((answer, index) =>
    answer ? `*"-h redis-sentinel-${index + 1} "*) ${answer} ;;` : "",
  );
  shell.stub(
    "redis-cli",
    `case "$*" in\n${cases.join("\n")}\n*role*) ${role || ":"} ;;\n*replicaof*) ${replicaof} ;;\nesac`,
  );
  const hosts = NODES.map((node, index) => `${node}) echo "10.0.0.${index + 1} ${node}" ;;`);
  const running = sentinels.map((answer, index) => (answer ? `redis-sentinel-${index + 1}) : ;;` : ""));
  shell.stub("getent", `case "$2" in\n${[...hosts, ...running].join("\n")}\n*) exit 2 ;;\nesac`);
  if (remembered) shell.write("primary", remembered);
}

function run(command: readonly [string, ...string[]], script: string, world: World = {}) {
  using shell = new Shell(command);
  redisIn(shell, world);
  const env = {
    ANNOUNCED_NAME: "redis-replica-1",
    REPLICA_OF: "redis",
    REMEMBERED: join(shell.folder, "primary"),
    TRIES: "1",
    ...world.env,
  };
  const done = shell.run(`. "${CONFIG}/lines.sh"\n${script}`, env);
  const primary = shell.run("cat primary 2>/dev/null || :").stdout;
  return { ...done, primary };
}

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

  describe("while credentials change", () => {
    const NEW = {
      NEW_REDIS_PASSWORD: 'n"e\\\\w',
      NEW_REDIS_EXPORTER_PASSWORD: "e",
      NEW_PRODUCER_PASSWORD: "p",
      NEW_CONSUMER_PASSWORD: "c",
    };
    const clients = ["exporter", "producer", "consumer"].map((user) => `ACL SETUSER ${user} ">${user[0]}"`);

    it.each([
      [
        "adds the new password to the former one",
        { REDIS_PASSWORD: "old" },
        [`ACL SETUSER default ${JSON.stringify(`>${NEW.NEW_REDIS_PASSWORD}`)}`],
      ],
      ["leaves a server open that asks for none", { REDIS_PASSWORD: "" }, []],
      [
        "opens one that will ask for none",
        { REDIS_PASSWORD: "old", NEW_REDIS_PASSWORD: "" },
        ["ACL SETUSER default nopass"],
      ],
    ])("%s", (_case, env, expected) => {
      expect(out("accepting", { env: { ...NEW, ...env } }).split("\n")).toEqual([...expected, ...clients]);
    });

    it.each([
      ["a node to its primary", {}, ["CONFIG SET masterauth"]],
      [
        "a Sentinel to nodes and Sentinels",
        { REDIS_PORT: "26379" },
        ["SENTINEL SET frames auth-pass", "SENTINEL CONFIG SET sentinel-pass"],
      ],
    ])("logs %s in with the new password", (_case, env, expected) => {
      const commands = out("using", { env: { ...NEW, ...env } }).split("\n");

      expect(commands).toEqual(expected.map((each) => `${each} ${JSON.stringify(NEW.NEW_REDIS_PASSWORD)}`));
    });

    it.each([
      ["echo OK; echo OK", 0, ""],
      ["echo OK", 1, "script.sh: took 1 of 2 commands: no answer"],
      [
        `echo OK; echo "ERR Error in ACL SETUSER modifier '>secret'"`,
        1,
        "script.sh: took 1 of 2 commands: ERR Error in ACL SETUSER modifier '...'",
      ],
      ["exit 1", 1, "script.sh: took 0 of 2 commands: no answer"],
    ])("takes OK to every command for success, and shows no password: %s", (answers, exitCode, stderr) => {
      using alone = new Shell(shell);
      alone.stub("redis-cli", answers);
      const done = alone.run(`. "${CONFIG}/lines.sh"\nprintf 'ONE\\nTWO\\n' | tell`);

      expect(done).toMatchObject({ exitCode, stderr });
    });

    it.each([
      ["role:master\\r\\n", 0],
      ["role:master\\nmin_slaves_good_slaves:0\\n", 1],
      ["role:master\\nmin_slaves_good_slaves:1\\n", 0],
      ["role:slave\\r\\nmaster_link_status:up\\r\\nmaster_sync_in_progress:0\\r\\n", 0],
      ["role:slave\\nmaster_link_status:down\\nmaster_sync_in_progress:0\\n", 1],
      ["role:slave\\nmaster_link_status:up\\nmaster_sync_in_progress:1\\n", 1],
      ["NOAUTH Authentication required.\\n", 1],
    ])("knows who has caught up: %s", (info, exitCode) => {
      expect(run(shell, `printf '${info}' | is_caught_up`).exitCode).toBe(exitCode);
    });
  });

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
