import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * The disk that holds a folder, by its numbers as "254:0": the whole disk, since partitions share what it can do and their
 * flushes are not counted apart. `undefined` where there is none to be seen: the folder is not here, or its file system
 * (btrfs, zfs, a network's) has no disk of its own.
 * @param sys where /sys is
 */
export function diskOf(folder: string, sys = "/sys"): string | undefined {
  try {
    return wholeDisk(deviceOf(statSync(folder).dev), sys);
  } catch {
    return undefined;
  }
}

/** As the kernel packs them for programs: 12 bits of major number between 8 and 24 of minor. */
export function deviceOf(dev: number): string {
  const major = Number((BigInt(dev) >> 8n) & 0xfffn);
  const minor = Number((BigInt(dev) & 0xffn) | ((BigInt(dev) >> 12n) & 0xfff00n));
  return `${major}:${minor}`;
}

/** @throws Error when the kernel has no such disk */
export function wholeDisk(device: string, sys: string): string {
  const at = realpathSync(join(sys, "dev/block", device));
  const disk = existsSync(join(at, "partition")) ? join(at, "..") : at;
  return readFileSync(join(disk, "dev"), "utf8").trim();
}
