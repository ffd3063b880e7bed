import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { hostCounters } from "./host-counters.ts";
import { processTimes } from "./process-times.ts";
import { readText } from "./read-text.ts";

test("a file is read as it is now", () => {
  const file = join(scratchFolder("calm-text-"), "stat");
  writeFileSync(file, "longer than what follows");
  expect(readText(file)).toBe("longer than what follows");
  writeFileSync(file, "short");

  expect(readText(file)).toBe("short");
});

test("of a very large file the beginning is read", () => {
  const file = join(scratchFolder("calm-text-"), "stat");
  writeFileSync(file, "x".repeat(100_000));

  expect(readText(file)).toBe("x".repeat(64 * 1024));
});

test("a file that is missing or is a folder has no text", () => {
  const folder = scratchFolder("calm-text-");

  expect(readText(join(folder, "stat"))).toBeUndefined();
  expect(readText(folder)).toBeUndefined();
});

test.runIf(existsSync("/proc/self/stat"))("the files of this host's own kernel are understood", () => {
  expect(processTimes(readText("/proc/self/stat") ?? "")).toMatchObject({
    pid: process.pid,
    isKernel: false,
  });
  expect(hostCounters("/proc", undefined).idleMs).toBeGreaterThan(0);
});
