import { describe, expect, it } from "vitest";
import { CONFIG, run, type World } from "./redis-world.ts";
import { SHELLS, Shell } from "./shell.ts";

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(" ") })))("under $name", ({ shell }) => {
  const out = (script: string, world?: World) => run(shell, script, world).stdout;
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
});
