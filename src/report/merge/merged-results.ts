import type { TaskResult } from "../../plan/conclude.ts";
import { tasksOf } from "../../plan/shard.ts";
import { type Merged, type Results, resultsOf } from "../results/results.ts";
import type { UsedImage } from "../results/task-meta.ts";
import type { ShardReport } from "./shard-report.ts";

/**
 * The results of all shards together, with the verdict of the whole. Each task is as its own shard has it. A task of a shard that
 * is missing is *not run*, with the reason; one that was dealt to nobody stays as it is.
 * @param reports of different shards of one sign-off, by their numbers; one at least
 */
export function mergedResults(reports: readonly ShardReport[]): Results {
  const [first] = reports;
  if (!first) throw new Error("there is nothing to merge");
  const { shard: _shard, verdict: _verdict, ...ofFirst } = first.results;
  const merged = mergedFrom(reports, first);
  const runs = reports.map(({ results }) => results);
  return resultsOf({
    ...ofFirst,
    ...spanOf(runs),
    ...(runs.some(({ isInterrupted }) => isInterrupted) ? { isInterrupted: true } : {}),
    merged,
    images: imagesOf(runs),
    versions: versionsOf(reports),
    tasks: ofFirst.tasks.map((task) => taskOf(task, reports, merged)),
  });
}

function mergedFrom(reports: readonly ShardReport[], { shard: { of, division } }: ShardReport): Merged {
  const parts = reports.map(({ shard, results: { startedAt, durationMs, host } }) => ({
    ...{ number: shard.number, startedAt, durationMs, host },
  }));
  const numbers = Array.from({ length: of }, (_, index) => index + 1);
  const missing = numbers.filter((number) => parts.every((part) => part.number !== number));
  return { of, division, parts, missing };
}

function taskOf(
  task: TaskResult,
  reports: readonly ShardReport[],
  { of, division, missing }: Merged,
): TaskResult {
  const isOf = (number: number) => tasksOf({ number, division }).includes(task.id);
  const owner = reports.find(({ shard }) => isOf(shard.number));
  const own = owner?.results.tasks.find(({ id }) => id === task.id);
  if (own) return own;
  const absent = missing.find(isOf);
  if (!absent) return task;
  const reason = `shard ${absent} of ${of} is missing`;
  const criteria = task.criteria.map((each) => (each.status === "not-run" ? { ...each, reason } : each));
  return { ...task, criteria };
}

/** From the first start to the last end. */
function spanOf(runs: readonly Results[]): Pick<Results, "startedAt" | "durationMs"> {
  const startsMs = runs.map(({ startedAt }) => Date.parse(startedAt));
  const endsMs = runs.map(({ durationMs }, index) => (startsMs[index] ?? 0) + durationMs);
  const startMs = Math.min(...startsMs);
  return { startedAt: new Date(startMs).toISOString(), durationMs: Math.max(...endsMs) - startMs };
}

/** Each once; a service that ran in two images is there with both. */
function imagesOf(runs: readonly Results[]): UsedImage[] {
  const images = runs.flatMap((run) => run.images);
  return [...new Map(images.map((image) => [JSON.stringify(image), image])).values()];
}

/** What programs answered; where they did not answer the same, with the shards that had each answer. */
function versionsOf(reports: readonly ShardReport[]): Record<string, string> {
  const names = new Set(reports.flatMap(({ results }) => Object.keys(results.versions)));
  return Object.fromEntries(
    [...names].map((name) => {
      const told = reports.filter(({ results }) => name in results.versions);
      const byVersion = [...Map.groupBy(told, ({ results }) => results.versions[name] ?? "")];
      const said = byVersion.map(([version, same]) => {
        const numbers = same.map(({ shard }) => shard.number);
        return `${version} (${numbers.length > 1 ? "shards" : "shard"} ${numbers.join(", ")})`;
      });
      return [name, byVersion.length === 1 ? (byVersion[0]?.[0] ?? "") : said.join(", ")];
    }),
  );
}
