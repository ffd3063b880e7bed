import { rmSync } from "node:fs";
import { loadWholePlan } from "../../plan/plan-file.ts";
import type { Plan } from "../../plan/schema.ts";
import { inScope } from "../../plan/scope.ts";
import { publishReports } from "../publish-reports.ts";
import type { Results } from "../results/results.ts";
import { runFolder } from "../results/run-folder.ts";
import { digestsOfTree, settingsDigest } from "../results/tree.ts";
import { mustBeAsLeft } from "./as-left.ts";
import { mustBelongTogether } from "./belonging.ts";
import { gatheredEvidence } from "./gathered-evidence.ts";
import { mustHoldAll } from "./losses.ts";
import { mergedJunit } from "./merged-junit.ts";
import { mergedResults } from "./merged-results.ts";
import { readShardReport } from "./shard-report.ts";
import { mustBeOfThisTree } from "./this-tree.ts";

/**
 * Makes one report of those of several shards, and publishes it in place of the last one in reports/.
 * @param folders the reports folder of each shard
 * @throws Problem for a shard that is not as its run left it, for shards that do not belong together, and for a tree that is not the one they ran in
 */
export async function mergeShards(folders: readonly string[]): Promise<{ plan: Plan; results: Results }> {
  for (const folder of folders) mustBeAsLeft(folder);
  const reports = folders.map(readShardReport).sort((one, other) => one.shard.number - other.shard.number);
  mustBelongTogether(reports);
  for (const { results } of reports.slice(0, 1)) await mustBeOfThisTree(results);
  try {
    const gathered = gatheredEvidence(reports, runFolder());
    const results = mergedResults(gathered);
    mustHoldAll(
      results,
      reports.map((report) => report.results),
    );
    const plan = inScope(loadWholePlan(), results.brokers);
    // The images of the other machines are not here: results.json has those that ran.
    const grounds = { tree: digestsOfTree(), settings: settingsDigest(), images: {} };
    await publishReports({ plan, results, junit: mergedJunit(gathered), grounds });
    return { plan, results };
  } finally {
    rmSync(runFolder(), { recursive: true, force: true });
  }
}
