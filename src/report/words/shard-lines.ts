import { tasksOf } from "../../plan/shard.ts";
import type { Results } from "../results/results.ts";
import { type Language, textsIn } from "./language.ts";

/** A line for the beginning of a report. */
export interface ShardLine {
  text: string;
  /** It speaks of something that is not there. */
  isWarning: boolean;
}

/** Which of several runs a report is of, or which it was merged from and which are missing; none where one run had all tasks. */
export function shardLines(
  { shard, merged }: Pick<Results, "shard" | "merged">,
  language: Language,
): ShardLine[] {
  const texts = textsIn(language);
  if (shard) return [{ text: texts.shard(shard), isWarning: false }];
  if (!merged) return [];
  const { of, division, parts, missing } = merged;
  return [
    { text: texts.mergedFrom({ of, numbers: parts.map(({ number }) => number) }), isWarning: false },
    ...missing.map((number) => ({
      text: texts.shardMissing({ number, of, tasks: tasksOf({ number, division }) }),
      isWarning: true,
    })),
  ];
}
