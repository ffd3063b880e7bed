import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { COMPARISON_EVIDENCE } from "./comparison-evidence.ts";

/** SHA-256 of texts that are about to be written, by name. */
export function digestsOfTexts(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, sha256(text)]));
}

/**
 * SHA-256 of what a run has left in a folder, by path: all of its evidence but that of a comparison, which is no
 * part of a sign-off, and those files that are named.
 * @param names below the folder; one that is not there is left out
 */
export function digestsOfReports(folder: string, names: readonly string[] = []): Record<string, string> {
  const evidence = globSync("evidence/**/*", { cwd: folder, exclude: [`${COMPARISON_EVIDENCE}/**`] });
  const files = [...new Set([...names, ...evidence])].filter((name) =>
    statSync(join(folder, name), { throwIfNoEntry: false })?.isFile(),
  );
  return Object.fromEntries(files.map((name) => [name, sha256(readFileSync(join(folder, name)))]));
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
