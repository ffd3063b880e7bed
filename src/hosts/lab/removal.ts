import { rm } from "node:fs/promises";
import { isAlive } from "../../kernel/run-identity.ts";
import { removeCgroups } from "../cgroups.ts";
import { diskReleased } from "./lab-host.ts";
import { isAbandonedLab, LABS, labFolders, readRecord } from "./lab-record.ts";

/** The control group that the containers of a host are in. */
export const cgroupOf = (lab: string, host: string): string => `signoff-lab-${lab}-${host}`;

/** The names of labs that run. */
export function labsUp(labs = LABS): string[] {
  return labFolders(labs)
    .flatMap((folder) => readRecord(folder) ?? [])
    .filter(({ root }) => isAlive(root))
    .map(({ name }) => name);
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
  await diskReleased(`${folder}/`);
  if (record) await removeCgroups(cgroupOf(record.name, "*"));
  await rm(folder, { recursive: true, force: true });
}
