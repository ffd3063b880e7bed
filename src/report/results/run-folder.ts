import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { currentRun, isAlive } from "../../kernel/run-identity.ts";

export const REPORTS = join(import.meta.dirname, "../../../reports");

/** Where runs keep what is not published yet, a folder each, so that two at once do not mix their evidence. */
const RUNNING = join(REPORTS, ".running");

/** The folder of this run; its name tells whose it is, so that a killed run's can be told from a living one's. */
export function runFolder(): string {
  return join(RUNNING, currentRun().process.replaceAll("/", "_"));
}

/** Folders of runs whose process is gone. */
export function abandonedRunFolders(): string[] {
  const names = existsSync(RUNNING) ? readdirSync(RUNNING) : [];
  return names.filter((name) => !isAlive(name.replaceAll("_", "/"))).map((name) => join(RUNNING, name));
}
