import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Problem } from "../../kernel/problem.ts";
import { framesLoaded, mustBeTheSame } from "./snapshot-export.ts";

const loaded = (exitCode: number, output: string) =>
  framesLoaded({ exitCode, output }, "dump.rdb", "redis:7");

test("a version that loads the snapshot tells how many frames are in it, none included", () => {
  expect(loaded(0, "starting\nframes=12\n")).toBe(12);
  expect(loaded(0, "frames=0\n")).toBe(0);
});

test.each([
  [1, "1\n2\n3\n# Can't handle RDB format version 12\nframes=3\n"],
  [0, "frames=\n"],
  [0, "frames=ERR no such command\n"],
  [137, ""],
])("a version that ended with %d and said %j has not loaded it", (exitCode, output) => {
  expect(() => loaded(exitCode, output)).toThrow(Problem);
});

test("of what it said the end is told", () => {
  expect(() => loaded(1, "1\n2\n3\n4\n5\n")).toThrow(/expected redis:7 to load it, saw 2\n +3\n +4\n +5\n/);
});

test("a copy is the file in the container, byte for byte, or none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "copy-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const here = join(folder, "dump.rdb");
  writeFileSync(here, "REDIS0011");
  const holding = (text: string) => ({
    exec: async ([, file]: string[]) => `${createHash("sha256").update(text).digest("hex")}  ${file}\n`,
  });

  await expect(mustBeTheSame(holding("REDIS0011"), "/data/dump.rdb", here)).resolves.toBeUndefined();
  await expect(mustBeTheSame(holding("REDIS0012"), "/data/dump.rdb", here)).rejects.toThrow(
    /expected a copy of \/data\/dump.rdb with the SHA-256/,
  );
});
