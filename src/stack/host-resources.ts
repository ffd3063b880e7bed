import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { release } from "node:os";
import { mem } from "systeminformation";
import { engine } from "./engine.ts";

const GIB = 2 ** 30;

/** Memory in GiB that programs can still get without swapping, as the `available` column of free(1). */
export async function availableMemoryGib(): Promise<number> {
  return (await mem()).available / GIB;
}

interface EngineInfo {
  DockerRootDir: string;
  KernelVersion: string;
  OperatingSystem: string;
}

/** Where the engine keeps its data and how much room is left there for an unprivileged program, in GiB. */
export interface DockerDisk {
  folder: string;
  freeGib: number;
}

/** `undefined` when the engine's data is not on this host: a remote engine, or one in a virtual machine. */
export async function dockerDisk(): Promise<DockerDisk | undefined> {
  const info = (await (await engine()).info()) as EngineInfo;
  const folder = info.DockerRootDir;
  if (!isOnKernel(info, release()) || !existsSync(folder)) return undefined;
  const { bavail, bsize } = await statfs(folder);
  return { folder, freeGib: (bavail * bsize) / GIB };
}

/** Whether an engine runs on this very host: in a virtual machine its folder has the name of one that may be here too. */
export function isOnKernel(
  { KernelVersion, OperatingSystem }: Pick<EngineInfo, "KernelVersion" | "OperatingSystem">,
  kernel: string,
): boolean {
  return KernelVersion === kernel && !OperatingSystem.includes("Docker Desktop");
}
