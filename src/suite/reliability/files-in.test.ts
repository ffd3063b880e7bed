import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { scratchFolder } from "../../kernel/scratch-folder.ts";
import { reachedAt } from "../../stack/testing.ts";
import { filesIn, keptPlaces, LOOK, readLook } from "./files-in.ts";

const MOUNTS = [
  "22 27 0:21 / /proc rw,relatime - proc proc rw",
  "612 584 7:3 / /data rw,relatime master:5 - xfs /dev/loop3 rw,attr2",
  "613 584 8:1 /conf /usr/local/etc/a\\040b ro,relatime - ext4 /dev/sda1 rw",
];

function printing(output: string, exitCode = 0) {
  const { service, name } = reachedAt("redis");
  const asked: string[][] = [];
  const run = async (command: string[]) => {
    asked.push(command);
    return { exitCode, output };
  };
  return { asked, redis: { name, service, run } };
}

test("mounts and sizes are read as they are printed, line ends of a terminal among them", () => {
  const { mounts, sizes } = readLook([...MOUNTS, "", "12 /data/a b", "stat: gone", ""].join("\r\n"));

  expect(mounts).toEqual([
    { at: "/proc", type: "proc", source: "proc" },
    { at: "/data", type: "xfs", source: "/dev/loop3" },
    { at: "/usr/local/etc/a b", type: "ext4", source: "/dev/sda1" },
  ]);
  expect([...sizes]).toEqual([["/data/a b", 12]]);
});

test.runIf(process.platform === "linux")(
  "files below the folders are seen, and those elsewhere that somebody writes",
  () => {
    const folder = scratchFolder("files-");
    mkdirSync(join(folder, "kept"));
    writeFileSync(join(folder, "kept/one frame"), "12345");
    writeFileSync(join(folder, "idle"), "123");
    const open = openSync(join(folder, "open"), "w");
    onTestFinished(() => closeSync(open));
    writeSync(open, "1234567");

    const { stdout } = execaSync("sh", ["-c", LOOK, "sh", join(folder, "kept"), join(folder, "nowhere")]);
    const { mounts, sizes } = readLook(stdout);

    expect(mounts).toContainEqual(expect.objectContaining({ at: "/proc" }));
    expect(sizes.get(join(folder, "kept/one frame"))).toBe(5);
    expect(sizes.get(join(folder, "open"))).toBe(7);
    expect(sizes.has(join(folder, "idle"))).toBe(false);
  },
);

test("a service is asked about what the compose file gives it to write", async () => {
  const { redis, asked } = printing([...MOUNTS, "", "12 /data/dump.rdb"].join("\n"));

  expect((await filesIn(redis)).sizes.size).toBe(1);
  expect(asked[0]?.slice(3)).toEqual(["sh", "/data"]);
  expect(keptPlaces(redis)).toEqual([{ name: "redis-data", target: "/data" }]);
});

test("a container without the tools shows nothing", async () => {
  await expect(filesIn(printing("sh: not found", 127).redis)).rejects.toThrow(
    "the files of redis cannot be seen: sh: not found",
  );
});
