import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../kernel/scratch-folder.ts";
import { deviceOf, diskOf, wholeDisk } from "./disk-of.ts";

/** As the kernel lays them out: a partition is a folder in that of its disk. */
function sysWithPartition(): string {
  const sys = scratchFolder("calm-sys-");
  const disk = join(sys, "devices/pci0000:00/block/sda");
  mkdirSync(join(disk, "sda2"), { recursive: true });
  mkdirSync(join(sys, "dev/block"), { recursive: true });
  writeFileSync(join(disk, "dev"), "8:0\n");
  writeFileSync(join(disk, "sda2/dev"), "8:2\n");
  writeFileSync(join(disk, "sda2/partition"), "2\n");
  symlinkSync(disk, join(sys, "dev/block/8:0"));
  symlinkSync(join(disk, "sda2"), join(sys, "dev/block/8:2"));
  return sys;
}

test.for([
  [0xfe00, "254:0"],
  [0x802, "8:2"],
  [0x1_0305, "259:5"],
  [0x10_0801, "8:257"],
] as const)("the device %i is %s", ([dev, numbers]) => {
  expect(deviceOf(dev)).toBe(numbers);
});

test("a partition is looked at as the disk that it is on", () => {
  const sys = sysWithPartition();

  expect(wholeDisk("8:2", sys)).toBe("8:0");
  expect(wholeDisk("8:0", sys)).toBe("8:0");
});

test("a folder that is not here, or that no disk holds, has none", () => {
  const sys = sysWithPartition();

  expect(diskOf(join(sys, "missing"), sys)).toBeUndefined();
  expect(diskOf("/proc", sys)).toBeUndefined();
});
