import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../kernel/problem.ts";
import { digestsSaidOf } from "../attestation.ts";
import { digestsOfReports } from "../results/report-digests.ts";

const STATEMENT = "attestation.json";
/** What a merged report is made of, beside evidence. */
const MERGED = ["results.json", "junit.xml"];
const NAMED = 5;

/**
 * The results, test cases and evidence of a shard are those that its run has left, by the statement beside them.
 * @throws Problem that names each that has changed, is new or is missing, and for a folder without a statement
 */
export function mustBeAsLeft(folder: string): void {
  const file = join(folder, STATEMENT);
  const said = existsSync(file) ? digestsSaidOf(readFileSync(file, "utf8")) : undefined;
  if (!said) throw changed(folder, [`no ${STATEMENT} that says so`]);
  const there = digestsOfReports(folder, MERGED);
  const isMerged = (name: string) => MERGED.includes(name) || name.startsWith("evidence/");
  const names = new Set([...MERGED, ...Object.keys(there), ...Object.keys(said).filter(isMerged)]);
  const differences = [...names].sort().flatMap((name) => {
    if (there[name] === said[name] && there[name] !== undefined) return [];
    if (!there[name]) return [`${name} is missing`];
    return [said[name] ? `${name} has changed` : `${name} is new`];
  });
  if (differences.length > 0) throw changed(folder, differences);
}

function changed(folder: string, differences: readonly string[]): Problem {
  const more = differences.length - NAMED;
  return new Problem({
    subject: folder,
    expected: "results, test cases and evidence as the run of the shard left them",
    seen: [...differences.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(", "),
    remedy: "name the whole reports/ of the shard as it was written, or run the shard again",
  });
}
