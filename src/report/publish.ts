import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exclusively } from "../exclusively.mjs";
import { REPORTS, runFolder } from "./run-folder.ts";

/** The files of one run by their name below reports/. */
export type ReportFiles = Readonly<Record<string, string>>;

/**
 * Puts the files of this run, with its evidence, in the place of the last one's, whose results go to history/. All of a
 * run or nothing: two that end at once publish one after the other.
 */
export async function publish(files: ReportFiles): Promise<void> {
  const folder = runFolder();
  mkdirSync(join(folder, "evidence"), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  await exclusively("reports", async () => {
    keepHistory();
    rmSync(join(REPORTS, "evidence"), { recursive: true, force: true });
    for (const name of ["evidence", ...Object.keys(files)])
      renameSync(join(folder, name), join(REPORTS, name));
  });
  rmSync(folder, { recursive: true, force: true });
}

function keepHistory(): void {
  const last = join(REPORTS, "results.json");
  if (!existsSync(last)) return;
  const { startedAt } = JSON.parse(readFileSync(last, "utf8")) as { startedAt: string };
  const history = join(REPORTS, "history");
  mkdirSync(history, { recursive: true });
  cpSync(last, join(history, `${startedAt.replaceAll(":", "-")}.json`));
}
