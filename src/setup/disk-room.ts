import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { Problem } from "../kernel/problem.ts";

const GIB = 2 ** 30;

/**
 * Refuses a build that would stop half-way because the disk is full. A folder that is not on this host is skipped.
 * @throws Problem when less than `gib` GiB are free where `folder` is
 */
export async function requireRoom(subject: string, folder: string, gib: number): Promise<void> {
  if (!existsSync(folder)) return;
  const { bavail, bsize } = await statfs(folder);
  const freeGib = (bavail * bsize) / GIB;
  if (freeGib >= gib) return;
  throw new Problem({
    subject,
    expected: `${gib} GiB free at ${folder}`,
    seen: `${freeGib.toFixed(2)} GiB`,
    remedy: "free space (docker system df shows what Docker holds), then run this again",
  });
}
