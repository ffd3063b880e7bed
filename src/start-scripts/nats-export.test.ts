import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../stack/compose-file.ts";
import { SHELLS, Shell } from "./shell.ts";

const LINES = join(ROOT, "config/nats/lines.sh");

/** What a call of wget for one of these nodes looks like. */
const askedOf = (nodes: readonly string[]) => nodes.map((node) => `*//${node}:8222/varz`).join("|");

describe.each(SHELLS.map((shell) => ({ shell, name: shell.join(" ") })))(
  "under $name",
  ({ shell: command }) => {
    it.each([
      ["one node", '{ "server_name": "nats", "jetstream": { "config": {} } }', ["nats"]],
      ["a cluster", '{ "jetstream": { "meta": { "cluster_size": 3 } } }', ["nats", "nats-2", "nats-3"]],
    ])("has the exporter ask every node of %s", (_case, told, asked) => {
      using shell = new Shell(command);

      expect(shell.run(`. "${LINES}"\nprintf '%s\\n' '${told}' | monitored`, {})).toMatchObject({
        exitCode: 0,
        stdout: asked.map((node) => `${node}:8222,http://${node}:8222`).join("\n"),
      });
    });

    it.each([
      [["none"], { exitCode: 0, stdout: "nats tells" }],
      [["nats"], { exitCode: 0, stdout: "nats-2 tells" }],
      [["nats", "nats-2", "nats-3"], { exitCode: 1, stdout: "" }],
    ])("hears of the nodes from the first that answers, where %j do not", (silent, heard) => {
      using shell = new Shell(command);
      shell.stub(
        "wget",
        `case "$*" in
${askedOf(silent)}) exit 1 ;;
${askedOf(["nats"])}) echo "nats tells" ;;
${askedOf(["nats-2"])}) echo "nats-2 tells" ;;
esac`,
      );

      expect(shell.run(`. "${LINES}"\nvarz`, {})).toMatchObject(heard);
    });
  },
);
