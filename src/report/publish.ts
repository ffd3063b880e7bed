import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exclusively } from "../kernel/exclusively.mjs";
import { COMPARISON_EVIDENCE } from "./results/comparison-evidence.ts";
import { REPORTS, runFolder } from "./results/run-folder.ts";

/** The files of one run by their name below reports/. */
export type ReportFiles = Readonly<Record<string, string>>;

/**
 * Replaces the files and the evidence of the last run by those of this run; the last results go to history/. All or nothing:
 * two runs that end at once publish one after the other.
 */
export async function publish(
  files: ReportFiles,
  { reports = REPORTS, folder = runFolder() } = {},
): Promise<void> {
  mkdirSync(join(folder, "evidence"), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  await exclusively("reports/", async () => {
    keepHistory(reports);
    keepComparison(reports, folder);
    rmSync(join(reports, "evidence"), { recursive: true, force: true });
    for (const name of ["evidence", ...Object.keys(files)])
      renameSync(join(folder, name), join(reports, name));
  });
  rmSync(folder, { recursive: true, force: true });
}

/** Its report stays, and what that links to. */
function keepComparison(reports: string, folder: string): void {
  const kept = join(reports, COMPARISON_EVIDENCE);
  if (existsSync(kept)) renameSync(kept, join(folder, COMPARISON_EVIDENCE));
}

/** Named after the time at which it was written, whatever is in it: a damaged file must not prevent the next report. */
function keepHistory(reports: string): void {
  const last = join(reports, "results.json");
  if (!existsSync(last)) return;
  const writtenAt = statSync(last).mtime.toISOString();
  mkdirSync(join(reports, "history"), { recursive: true });
  cpSync(last, join(reports, "history", `${writtenAt.replaceAll(":", "-")}.json`));
}
