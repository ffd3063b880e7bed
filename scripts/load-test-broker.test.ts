import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { onPath } from "../src/kernel/on-path.ts";
import { scratchFolder } from "../src/kernel/scratch-folder.ts";

const SCRIPT = join(import.meta.dirname, "load_test_broker.py");
const python = (await onPath("python3")) ?? (await onPath("python"));

/** Runs the script, with a Node that notes what it is given and ends with that exit code. */
async function handedOver(args: readonly string[], exitCode = 0) {
  const folder = scratchFolder("python-");
  const node = join(folder, "node");
  writeFileSync(node, `#!/bin/sh\nprintf '%s\\n' "$INIT_CWD" "$@" > "${folder}/given"\nexit ${exitCode}\n`);
  chmodSync(node, 0o755);
  const ran = await execa(python ?? "python3", [SCRIPT, ...args], {
    cwd: folder,
    env: { PATH: `${folder}${delimiter}${process.env.PATH}` },
    reject: false,
  });
  const [calledIn = "", launcher = "", command = "", ...given] = readFileSync(join(folder, "given"), "utf8")
    .trimEnd()
    .split("\n");
  return { exitCode: ran.exitCode, calledIn, launcher, command, given, folder };
}

test.skipIf(!python)(
  "every flag goes to npm run load as it was typed, with the folder of the caller",
  async () => {
    const flags = ["--duration", "600", "--rate", "1000", "--broker", "rabbitmq", "--json", "a file.json"];
    const { launcher, command, given, calledIn, folder } = await handedOver(flags);

    expect(launcher).toBe(join(import.meta.dirname, "launch.mjs"));
    expect(command).toBe("load");
    expect(given).toEqual(flags);
    expect(calledIn.endsWith(folder.replace(/^\/private/, ""))).toBe(true);
  },
);

test.skipIf(!python).for([0, 1, 2, 3])("exit code %i of the load is the script's", async (exitCode) => {
  expect((await handedOver([], exitCode)).exitCode).toBe(exitCode);
});
