import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, expect, test } from "vitest";
import { describeProcess } from "../kernel/run-identity.ts";
import { note } from "./journal.ts";
import { mountsBelow, undo, undoAbandoned } from "./undo.ts";

const DEAD = "boot/1/0";

const runs = mkdtempSync(join(tmpdir(), "hosts-undo-"));
afterAll(() => rmSync(runs, { recursive: true }));

function runOf(owner: string, name: string): string {
  const folder = join(runs, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "owner"), owner);
  return folder;
}

test("a run whose process is gone is undone with its processes, one that lives is left alone", async () => {
  const child = execa("sleep", ["600"], { reject: false });
  const abandoned = runOf(DEAD, "dead");
  note(abandoned, { kind: "process", process: describeProcess(child.pid ?? 0) });
  const alive = runOf(describeProcess(process.pid), "alive");

  await undoAbandoned(runs);

  expect((await child).signal).toBe("SIGKILL");
  expect(existsSync(abandoned)).toBe(false);
  expect(existsSync(alive)).toBe(true);
});

test("a process id that another process has by now is left alone", async () => {
  const child = execa("sleep", ["600"], { reject: false });
  const folder = runOf(DEAD, "reused");
  note(folder, { kind: "process", process: `other-boot/${child.pid}/1` });

  await undo(folder);

  expect(child.exitCode).toBeNull();
  expect(child.kill("SIGTERM")).toBe(true);
  await child;
});

test("a user that does not carry the run's mark stays", async () => {
  const folder = runOf(DEAD, "user");
  note(folder, { kind: "user", name: "nobody" });

  await undo(folder);

  expect((await execa("getent", ["passwd", "nobody"])).stdout).toContain("nobody:");
});

test("mounts are found below the folder alone, the innermost first", () => {
  const mounts =
    "none /r tmpfs rw 0 0\nnone /r/a\\040b tmpfs rw 0 0\nnone /r/a\\040b/c tmpfs rw 0 0\nnone /r2 x rw 0 0";

  expect(mountsBelow("/r", mounts)).toEqual(["/r/a b/c", "/r/a b"]);
});
