import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");
const DIGITS = 12;

/**
 * Which code this is: the version of the package, and a digest of what a worker runs. Two that are not the same may send, time or count
 * frames otherwise.
 */
export function codeVersion(root = ROOT): string {
  const files = ["package.json", "package-lock.json", ...globSync("src/**/*.{ts,mjs}", { cwd: root })];
  const digest = createHash("sha256");
  for (const file of files.filter((name) => !name.endsWith(".test.ts")).sort()) {
    digest.update(`${file}\n`);
    digest.update(readFileSync(join(root, file)));
  }
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return `${version}+${digest.digest("hex").slice(0, DIGITS)}`;
}
