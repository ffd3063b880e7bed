import { cpSync, existsSync, globSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Problem } from "../../kernel/problem.ts";
import type { CriterionResult } from "../../plan/conclude.ts";
import type { Exhibit } from "../../plan/record.ts";
import { COMPARISON_EVIDENCE } from "../results/comparison-evidence.ts";
import type { ShardReport } from "./shard-report.ts";

/** What a shard said by itself; without a statement where it has none. */
const KEPT = ["results.json", "attestation.json"];

/**
 * Copies the evidence of all shards into one folder. A file whose name another shard has taken for other content goes to
 * evidence/shard-2/ and so on, and its links follow. Results and statement of each shard are kept there, too.
 * @returns the reports, with links that work from the folder
 * @throws Problem for evidence that a report links to and does not have
 */
export function gatheredEvidence(reports: readonly ShardReport[], to: string): ShardReport[] {
  return reports.map((report) => {
    const { folder, shard } = report;
    const own = join("evidence", `shard-${shard.number}`);
    const moved = new Map<string, string>();
    for (const file of evidenceIn(folder)) {
      const place = isTaken(join(to, file), join(folder, file))
        ? join(own, file.slice("evidence/".length))
        : file;
      copy(join(folder, file), join(to, place));
      moved.set(file, place);
    }
    for (const name of KEPT.filter((each) => existsSync(join(folder, each))))
      copy(join(folder, name), join(to, own, name));
    return relinked(report, moved);
  });
}

function evidenceIn(folder: string): string[] {
  const found = globSync("evidence/**/*", { cwd: folder, exclude: [`${COMPARISON_EVIDENCE}/**`] });
  return found.filter((file) => statSync(join(folder, file)).isFile()).sort();
}

function isTaken(place: string, file: string): boolean {
  return existsSync(place) && !readFileSync(place).equals(readFileSync(file));
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function relinked(report: ShardReport, moved: ReadonlyMap<string, string>): ShardReport {
  const lost = new Set<string>();
  const placeOf = (file: string) => {
    const place = moved.get(file);
    if (!place) lost.add(file);
    return place ?? file;
  };
  const shown = (exhibit: Exhibit): Exhibit =>
    exhibit.kind === "chart" ? { ...exhibit, file: placeOf(exhibit.file) } : exhibit;
  const criterion = (each: CriterionResult): CriterionResult => ({
    ...each,
    evidence: each.evidence.map(placeOf),
    ...(each.exhibits ? { exhibits: each.exhibits.map(shown) } : {}),
  });
  const tasks = report.results.tasks.map((task) => ({ ...task, criteria: task.criteria.map(criterion) }));
  if (lost.size > 0) throw withoutEvidence(report.folder, [...lost]);
  return { ...report, results: { ...report.results, tasks } };
}

function withoutEvidence(folder: string, [first, ...others]: readonly string[]): Problem {
  return new Problem({
    subject: folder,
    expected: "the evidence that its results link to",
    seen: `no ${first}${others.length > 0 ? `, and ${others.length} more are missing` : ""}`,
    remedy: "keep the whole reports/ of a shard, evidence/ included",
  });
}
