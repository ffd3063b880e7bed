import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashesOfTree } from "../report/results/environment.ts";
import type { Results } from "../report/results/results.ts";
import { ROOT } from "../stack/compose-file.ts";
import { seenIn } from "./tried.ts";

/**
 * Criteria that are not met without any sabotage, if the last report is of this very tree: a check that fails anyway has
 * caught nothing. Without such a report none is known.
 */
export function redWithoutSabotage(): string[] {
  const file = join(ROOT, "reports/results.json");
  if (!existsSync(file)) return [];
  const results = JSON.parse(readFileSync(file, "utf8")) as Results;
  const now = hashesOfTree();
  if (Object.entries(now).some(([name, hash]) => results.hashes[name] !== hash)) return [];
  return seenIn(results)
    .filter(({ status }) => status === "not-met")
    .map(({ key }) => key);
}
