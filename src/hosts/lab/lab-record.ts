import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Problem } from "../../kernel/problem.ts";
import { isAlive } from "../../kernel/run-identity.ts";

/** Where labs keep what they are made of: not /tmp, which a host may hold in memory. */
export const LABS = "/var/tmp/broker-signoff-labs";

const FILE = "lab.json";

const host = z.strictObject({
  name: z.string(),
  /** On the lab's own network. */
  address: z.string(),
  /** The process on this machine that everything of the host descends from; 0 while it has no power. */
  init: z.number().int(),
});

const record = z.strictObject({
  name: z.string(),
  /** The process that made it, as {@link isAlive} takes it. */
  maker: z.string(),
  /** It goes on once its maker has ended, until it is taken down. */
  isKept: z.boolean(),
  /** The process that holds the lab: with it all of the lab ends. Empty until there is one. */
  root: z.string(),
  /** The first process within the lab, by its number on this machine. */
  init: z.number().int(),
  hosts: z.array(host),
});

/** What is known of a lab outside the process that made it. */
export type LabRecord = z.infer<typeof record>;
export type HostRecord = z.infer<typeof host>;

const NAME = /^[a-z][a-z0-9-]{0,19}$/;

/** @throws Problem for a name that can't be one of a folder, a host and a control group */
export function folderOfLab(name: string, labs = LABS): string {
  if (NAME.test(name)) return join(labs, name);
  throw new Problem({
    subject: `lab "${name}"`,
    expected: "a name of at most 20 small letters, digits and hyphens, a letter first",
    seen: `"${name}"`,
    remedy: "npm run hosts:lab -- up --name trial",
  });
}

/** Whole or not at all: another process may read it at any time. */
export function writeRecord(folder: string, lab: LabRecord): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const path = join(folder, FILE);
  writeFileSync(`${path}.new`, JSON.stringify(lab, null, 2));
  renameSync(`${path}.new`, path);
}

/** `undefined` where there is none, or it was cut off. */
export function readRecord(folder: string): LabRecord | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  try {
    return record.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** Every folder of a lab, whatever is left of it. */
export function labFolders(labs = LABS): string[] {
  return globSync("*/", { cwd: labs }).map((name) => join(labs, name.replace(/\/$/, "")));
}

/** Whether nobody will need it any more: who made it is gone, and it was not to be kept or does not run any more. */
export function isAbandonedLab(lab: LabRecord): boolean {
  if (lab.isKept) return !isAlive(lab.root);
  return !isAlive(lab.maker);
}
