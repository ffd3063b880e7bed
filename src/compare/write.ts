import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { withoutSecrets } from "../kernel/secrets.ts";
import { COMPARISON_EVIDENCE } from "../report/results/comparison-evidence.ts";
import { REPORTS } from "../report/results/run-folder.ts";
import type { Comparison } from "./comparison.ts";
import { comparisonHtml } from "./comparison-html.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";
import { evidenceOf } from "./evidence.ts";

/** Replaces the files of the last comparison by those of this one, the reports last. */
export function writeComparison(comparison: Comparison, reports = REPORTS): void {
  const files = {
    ...evidenceOf(comparison),
    "comparison.md": comparisonMarkdown(comparison),
    "comparison.html": comparisonHtml(comparison),
  };
  rmSync(join(reports, COMPARISON_EVIDENCE), { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    const file = join(reports, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, withoutSecrets(content));
  }
}
