import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { mem } from "systeminformation";
import { engine } from "../stack/engine.ts";

const GIB = 2 ** 30;

/** Memory in GiB that programs can still get without swapping, as the `available` column of free(1). */
export async function availableMemoryGib(): Promise<number> {
  return (await mem()).available / GIB;
}

/** Where the engine keeps its data and how much room is left there for an unprivileged program, in GiB. */
export interface DockerDisk {
  folder: string;
  freeGib: number;
}

/** `undefined` when the engine's data is not on this host: a remote engine, or one in a virtual machine. */
export async function dockerDisk(): Promise<DockerDisk | undefined> {
  const { DockerRootDir: folder } = (await (await engine()).info()) as { DockerRootDir: string };
  if (!existsSync(folder)) return undefined;
  const { bavail, bsize } = await statfs(folder);
  return { folder, freeGib: (bavail * bsize) / GIB };
}
