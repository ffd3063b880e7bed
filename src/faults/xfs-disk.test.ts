import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { Undetermined } from "../kernel/undetermined.ts";
import { onDeviceThatTakes, unlessItsOwn } from "./xfs-disk.ts";
import { FILL, FREE_KIB, TEAR } from "./xfs-scripts.ts";

function scratch(): string {
  return scratchFolder("xfs-");
}

test("a device that refuses its first mount is given up for another, as often as there are devices", async () => {
  const made: string[] = [];
  const refusing = (times: number) => async () => {
    made.push("a disk");
    if (made.length <= times) throw new Error("mount: Input/output error");
    return "disk";
  };

  expect(await onDeviceThatTakes(refusing(2), 3)).toBe("disk");
  expect(made).toHaveLength(3);
  await expect(onDeviceThatTakes(refusing(9), 3)).rejects.toThrow(Undetermined);
  expect(made).toHaveLength(6);
});

test("a device that holds the file system of another disk is given up as well", async () => {
  const own = "b4c1a3f0-2f63-4d77-9d3a-0f8a5b1c2d3e";
  const mounted = [own.replace("b", "a"), own];
  const made = onDeviceThatTakes(async () => {
    const uuid = mounted.shift() ?? "";
    unlessItsOwn(own, `UUID = ${uuid}\n`);
    return uuid;
  });

  expect(await made).toBe(own);
  expect(() => unlessItsOwn(own, "UUID = 1234\n")).toThrow(Undetermined);
});

test("a host without loop devices is asked once", async () => {
  let asked = 0;
  const made = onDeviceThatTakes(async () => {
    asked += 1;
    throw new Error("losetup: cannot find an unused loop device");
  });

  await expect(made).rejects.toThrow("this host gives no XFS on a loop device: losetup: cannot find");
  expect(asked).toBe(1);
});

test("half a record is written behind the newest file of a pattern, which is named", () => {
  const folder = scratch();
  for (const [name, seconds] of [
    ["1.aof", 100],
    ["2.aof", 200],
    ["other", 300],
  ] as const) {
    writeFileSync(join(folder, name), "*1\r\n$4\r\nPING\r\n");
    utimesSync(join(folder, name), seconds, seconds);
  }

  const { stdout } = execaSync("sh", ["-c", TEAR, "sh", folder, "*.aof"]);

  expect(stdout).toBe("2.aof");
  expect(readFileSync(join(folder, "2.aof"), "utf8")).toBe(
    "*1\r\n$4\r\nPING\r\n*5\r\n$4\r\nXADD\r\n$6\r\nfra",
  );
  expect(readFileSync(join(folder, "1.aof"), "utf8")).toBe("*1\r\n$4\r\nPING\r\n");
});

test("a file is torn wherever below it lies, and a pattern that fits none is named", () => {
  const folder = scratch();
  mkdirSync(join(folder, "other/dir"), { recursive: true });
  writeFileSync(join(folder, "other/dir/1.aof"), "");
  const torn = (pattern: string) => execaSync("sh", ["-c", TEAR, "sh", folder, pattern], { reject: false });

  expect(torn("*/dir/*.aof").stdout).toBe("1.aof");
  expect(torn("*.wal")).toMatchObject({ exitCode: 1, stdout: "there is no file like *.wal" });
});

test("room that does not come in one piece is taken in ever smaller ones, until none is left", () => {
  const folder = scratch();
  const program = join(folder, "fallocate");
  // A disk with 100 KiB of room that gives at most 40 at once.
  const body = `read -r room <"$0.room"; size=\${2%K}
    [ "$size" -le 40 ] && [ "$size" -le "$room" ] || exit 1
    echo $((room - size)) >"$0.room"; echo "$size" >"$3"`;
  writeFileSync(program, `#!/bin/sh\n${body}\n`);
  writeFileSync(`${program}.room`, "100\n");
  chmodSync(program, 0o755);

  execaSync("sh", ["-c", FILL, "sh", join(folder, "filler"), "100"], {
    env: { PATH: `${folder}:${process.env.PATH}` },
  });

  const pieces = readdirSync(folder).filter((name) => name.startsWith("filler"));
  const sizes = pieces.map((name) => Number(readFileSync(join(folder, name), "utf8")));
  expect(Math.max(...sizes)).toBe(25);
  expect(Number(readFileSync(`${program}.room`, "utf8"))).toBeLessThan(4);
});

test("the room on a disk is a number of KiB", () => {
  const { stdout } = execaSync("sh", ["-c", FREE_KIB, "sh", tmpdir()]);

  expect(Number(stdout)).toBeGreaterThan(0);
});
