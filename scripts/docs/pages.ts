import { globSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** The pages for readers, as paths of the repository: `README.md`, `docs/runbook.md`. */
export const PAGES: readonly string[] = [
  "README.md",
  "CONCEPTS.md",
  "CONTRIBUTING.md",
  ...globSync("docs/*.md", { cwd: ROOT }).toSorted(),
];

/**
 * The anchor of a heading, as GitHub gives it: a link to it works in the repository and on the site alike.
 *
 * @param title the heading's text
 */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
}
