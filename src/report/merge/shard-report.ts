import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonOf } from "../../kernel/json.ts";
import { Problem } from "../../kernel/problem.ts";
import { type Shard, shardSchema } from "../../plan/shard.ts";
import type { Results } from "../results/results.ts";

/** The report of one shard, as its folder has it. */
export interface ShardReport {
  folder: string;
  shard: Shard;
  results: Results;
  /** The content of junit.xml. */
  junit: string;
}

/** @throws Problem for a folder without results, and for the report of a run that was no shard */
export function readShardReport(folder: string): ShardReport {
  const results = jsonOf(contentOf(folder, "results.json")) as Results | undefined;
  if (!Array.isArray(results?.tasks)) throw noShard(folder, "a results.json that has no tasks");
  if (results.merged) throw noShard(folder, "a report that was merged already");
  if (!results.shard) throw noShard(folder, "the report of a run without --shard");
  const shard = shardSchema.safeParse(results.shard);
  if (!shard.success) throw noShard(folder, "a results.json that does not say which shard it is");
  return { folder, shard: shard.data, results, junit: contentOf(folder, "junit.xml") };
}

function contentOf(folder: string, name: string): string {
  const file = join(folder, name);
  if (existsSync(file)) return readFileSync(file, "utf8");
  throw noShard(folder, `no ${name} in it`);
}

function noShard(folder: string, seen: string): Problem {
  return new Problem({
    subject: folder,
    expected: "the reports folder of a shard",
    seen,
    remedy: "name the whole reports/ of each npm run signoff -- --shard, as that run left it",
  });
}
