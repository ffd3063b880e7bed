import { mkdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../stack/compose-file.ts";
import { SHELLS, Shell } from "./shell.ts";

const SCRIPT = join(ROOT, "config/rabbitmq/keep-on-disk.sh");
const NODE = "data/mnesia/rabbit@rabbitmq";
const OLD = new Date("2026-01-01");

describe.each(SHELLS.map((command) => ({ command, name: command.join(" ") })))(
  "under $name",
  ({ command }) => {
    /** A node's folder, with a sync that notes what it is asked for. */
    const node = () => {
      const shell = new Shell(command);
      shell.stub("sync", 'printf "%s\\n" "$@" >>synced; echo >>synced');
      mkdirSync(join(shell.folder, NODE), { recursive: true });
      shell.write("synced", "");
      return shell;
    };
    /** What each look of four fsyncs; `meanwhile` is run before the last. */
    const looks = (shell: Shell, meanwhile = ":") => {
      const script = `sleep() { looks=$((\${looks:-0} + 1)); [ "$looks" -ne 4 ] || { ${meanwhile}; }; echo "look $looks" >>synced; [ "$looks" -le 4 ]; }\n. "${SCRIPT}"`;
      shell.run(script, { DATA: "data", MARK: "mark" });
      return shell
        .read("synced")
        .split(/look \d\n/)
        .slice(1, 5)
        .map((look) => look.split("\n").filter((line) => line !== ""));
    };

    it("fsyncs at once what it finds, also of long ago", () => {
      using shell = node();
      shell.write(`${NODE}/cluster_nodes.config`, "{[],[]}.");
      utimesSync(join(shell.folder, NODE, "cluster_nodes.config"), OLD, OLD);

      const [first] = looks(shell);

      expect(first).toContain(`${NODE}/cluster_nodes.config`);
      expect(first).toContain(NODE);
    });

    it("fsyncs later what has changed, and nothing else", () => {
      using shell = node();
      for (const name of ["cluster_nodes.config", "schema.DAT"]) {
        shell.write(`${NODE}/${name}`, "x");
        utimesSync(join(shell.folder, NODE, name), OLD, OLD);
      }

      const [, , , last] = looks(shell, `touch -d 2100-01-01 ${NODE}/schema.DAT`);

      expect(last).toContain(`${NODE}/schema.DAT`);
      expect(last).not.toContain(`${NODE}/cluster_nodes.config`);
    });

    it("leaves alone what RabbitMQ fsyncs itself", () => {
      using shell = node();
      const own = ["1.wal", "1.segment", "0.rdq", "meta.dets"];
      for (const name of [...own, "names.dets"]) shell.write(`${NODE}/${name}`, "x");

      const [first = []] = looks(shell);

      expect(first.filter((file) => file !== NODE && file.startsWith(NODE))).toEqual([`${NODE}/names.dets`]);
    });

    it("looks less often while nothing changes, and every second when something has", () => {
      using shell = node();
      shell.stub("find", "if [ -e changed ]; then rm changed; echo data; fi");
      shell.write("changed", "");
      const script = `sleep() { echo "$1" >>pauses; looks=$((\${looks:-0} + 1)); [ "$looks" -ne 8 ] || : >changed; [ "$looks" -le 9 ]; }\n. "${SCRIPT}"`;

      shell.run(script, { DATA: "data", MARK: "mark" });

      expect(shell.read("pauses").trim().split("\n").join(" ")).toBe("1 1 1 2 4 8 8 8 1 1");
    });

    it("goes on when one has gone meanwhile", () => {
      using shell = node();
      shell.stub("sync", "exit 1");

      const [, , , last] = looks(shell);

      expect(last).toEqual([]);
      expect(shell.read("synced")).toContain("look 5");
    });
  },
);
