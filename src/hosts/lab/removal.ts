import { globSync, readdirSync, rmdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "../../kernel/run-identity.ts";
import { done, notYet, until } from "../../kernel/wait.ts";
import { devicesOf } from "./lab-host.ts";
import { isAbandonedLab, LABS, labFolders, readRecord } from "./lab-record.ts";

/** The control group that the containers of a host are in. */
export const cgroupOf = (lab: string, host: string): string => `signoff-lab-${lab}-${host}`;

/** The names of labs that run. */
export function labsUp(labs = LABS): string[] {
  return labFolders(labs)
    .map(readRecord)
    .filter((record) => record !== undefined && isAlive(record.root))
    .map((record) => record?.name ?? "");
}

/** Removes what labs have left whose makers are gone. @returns their names */
export async function removeAbandonedLabs(labs = LABS): Promise<string[]> {
  const abandoned = labFolders(labs).filter((folder) => {
    const record = readRecord(folder);
    return record === undefined || isAbandonedLab(record);
  });
  for (const folder of abandoned) await removeLab(folder);
  return abandoned.map((folder) => folder.split("/").at(-1) ?? "");
}

/** Ends everything of a lab: its first process takes all others, its networks and mounts along. */
export async function removeLab(folder: string): Promise<void> {
  const record = readRecord(folder);
  if (record && isAlive(record.root)) process.kill(Number(record.root.split("/")[1]), "SIGKILL");
  await until(`no disk of ${folder} is mounted`, { deadlineMs: 60_000, everyMs: 50 }, () => {
    const held = devicesOf(`${folder}/`);
    return held.length === 0 ? done(true) : notYet(held.join(", "));
  });
  if (record) await removeCgroups(record.name);
  await rm(folder, { recursive: true, force: true });
}

async function removeCgroups(lab: string): Promise<void> {
  for (const path of globSync([
    `/sys/fs/cgroup/*/${cgroupOf(lab, "*")}`,
    `/sys/fs/cgroup/${cgroupOf(lab, "*")}`,
  ])) {
    await until(`${path} is gone`, { deadlineMs: 20_000, everyMs: 50 }, () => {
      try {
        removeFolders(path);
        return done(true);
      } catch (thrown) {
        return notYet(String(thrown));
      }
    });
  }
}

/** Control groups hold files that can't be removed; their folders can, the innermost first. */
function removeFolders(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) removeFolders(join(path, entry.name));
  rmdirSync(path);
}
