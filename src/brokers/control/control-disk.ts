import { mkdtempSync, rmdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the control writes. */
export interface ControlDisk {
  folder: string;
  /** Whether that is the disk that the broker writes to, as far as this process can see. */
  isTheBrokersDisk: boolean;
}

/** The system's folder for what outlasts a restart: where the other one may be in memory, this one is on a disk. */
const VAR_TMP = "/var/tmp";

/**
 * The disk that brokers in containers write to: that of the engine's own folder. Where this process may not write there, a folder
 * for temporary files on the same disk; else one on another disk.
 *
 * @param engineRootDir `DockerRootDir` of an engine on this host; `undefined` where it is on another one
 */
export function controlDiskOf(engineRootDir: string | undefined, others = [tmpdir(), VAR_TMP]): ControlDisk {
  const disk = engineRootDir === undefined ? undefined : deviceOf(engineRootDir);
  const folders = [...(engineRootDir === undefined ? [] : [engineRootDir]), ...others].filter(isWritable);
  const same = disk === undefined ? undefined : folders.find((folder) => deviceOf(folder) === disk);
  return { folder: same ?? folders.at(-1) ?? tmpdir(), isTheBrokersDisk: same !== undefined };
}

function deviceOf(folder: string): number | undefined {
  try {
    return statSync(folder).dev;
  } catch {
    return undefined;
  }
}

function isWritable(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, "broker-signoff-")));
    return true;
  } catch {
    return false;
  }
}
