import { Problem } from "../../kernel/problem.ts";
import type { Status } from "../../plan/outcome.ts";
import { keyedCriteria, type Results } from "../results/results.ts";

type Judged = Pick<Results, "verdict" | "tasks">;

/**
 * What a merged report says otherwise than the shards that it is of: looked at a second time, by someone who does not ask the
 * merger. A criterion is what the shard that ran it says, and *not run* where none did. The verdict is no better than that of a
 * shard, and nothing is accepted of which a part is not run.
 */
export function mergeLosses(merged: Judged, shards: readonly Judged[]): string[] {
  const told = new Map(keyedCriteria(merged.tasks).map(([key, { status }]) => [key, status]));
  const said = Map.groupBy(
    shards.flatMap(({ tasks }) => keyedCriteria(tasks)),
    ([key]) => key,
  );
  const differing = [...said].flatMap(([key, each]) => {
    const due = dueOf(each.map(([, { status }]) => status));
    const status = told.get(key) ?? "nothing";
    return due === status ? [] : [`${key} is ${due} by the shards, and ${status} in the merged report`];
  });
  const unknown = [...told.keys()].filter((key) => !said.has(key));
  return [
    ...differing,
    ...unknown.map((key) => `${key} is in no shard`),
    ...(shards.some(({ verdict }) => verdict === "rejected") && merged.verdict !== "rejected"
      ? [`a shard is rejected, and the whole is ${merged.verdict}`]
      : []),
    ...(merged.verdict === "accepted" && [...told.values()].includes("not-run")
      ? ["something is not run, and the whole is accepted"]
      : []),
  ];
}

/** @throws Problem that names every difference: a report that loses something is not published */
export function mustHoldAll(merged: Judged, shards: readonly Judged[]): void {
  const losses = mergeLosses(merged, shards);
  if (losses.length === 0) return;
  throw new Problem({
    subject: "the merged report",
    expected: "that it says what the shards say",
    seen: ["", ...losses.slice(0, 20)].join("\n    "),
    remedy: "correct what merges, in src/report/merge/; it is not published as it is",
  });
}

/** A waiver covers a criterion in the shards that did not run it, too; another status is of the one that did. */
function dueOf(statuses: readonly Status[]): string {
  const run = new Set(statuses.filter((status) => status !== "not-run"));
  if (run.size > 1) run.delete("waived");
  return [...run].join(" and ") || "not-run";
}
