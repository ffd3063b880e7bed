import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { ROOT } from "./compose-file.ts";

/** Root may write everywhere: the broker is someone else then. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A data folder with these modes, and the script run on it as a broker would. */
async function startedOn(modes: { folder: number; inside?: number }, ...paths: string[]) {
  const root = mkdtempSync(join(tmpdir(), "data-owner-"));
  onTestFinished(() => {
    for (const each of ["data", "data/appendonlydir"]) chmodSync(join(root, each), 0o755);
    rmSync(root, { recursive: true });
  });
  chmodSync(root, 0o755);
  const data = join(root, "data");
  mkdirSync(join(data, "appendonlydir"), { recursive: true });
  chmodSync(join(data, "appendonlydir"), modes.inside ?? 0o777);
  chmodSync(data, modes.folder);
  // Read on standard input: the repository may be in a folder that nobody else may enter.
  const script = join(ROOT, "config/data-owner.sh");
  const args = ["-s", "redis-replica-1", "redis", data, ...paths.map((path) => join(data, path))];
  const ended = await execa("sh", args, { inputFile: script, cwd: root, reject: false, ...NOBODY });
  return { ...ended, data };
}

test("data that the broker may write are passed without a word", async () => {
  const { exitCode, stderr, stdout } = await startedOn({ folder: 0o777 }, "appendonlydir", "dump.rdb");

  expect([exitCode, stdout, stderr]).toEqual([0, "", ""]);
});

test("a folder that it may not write ends the start with whose it is and the command that helps", async () => {
  const { exitCode, stderr, data } = await startedOn({ folder: 0o555 }, "appendonlydir");

  expect(exitCode).toBe(1);
  expect(stderr.split("\n")).toHaveLength(1);
  expect(stderr).toContain(`${data} belongs to ${process.getuid?.()}:${process.getgid?.()}`);
  expect(stderr).toContain(`redis-replica-1 runs as ${NOBODY.uid ?? process.getuid?.()}:`);
  expect(stderr).toMatch(/docker compose run .*--entrypoint chown redis-replica-1 -R redis:redis \S+data$/);
});

test("a file inside that it may not read is found as well", async () => {
  const { exitCode, stderr, data } = await startedOn({ folder: 0o777, inside: 0o000 }, "appendonlydir");

  expect(exitCode).toBe(1);
  expect(stderr).toContain(`${join(data, "appendonlydir")} belongs to`);
});

test("what is not its data is not looked at", async () => {
  const { exitCode } = await startedOn({ folder: 0o777, inside: 0o000 });

  expect(exitCode).toBe(0);
});
