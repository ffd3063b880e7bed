import type { TaskResult } from "../plan/conclude.ts";
import type { Plan } from "../plan/schema.ts";
import { allCriteria, type Results } from "./results/results.ts";
import { textsIn } from "./words/language.ts";
import { firstOf, type OpenPoint, openPointsOf } from "./words/open-points.ts";
import { type PromiseCell, promisesOf } from "./words/promises.ts";
import { shardLines } from "./words/shard-lines.ts";
import { countStatuses, nameOfBroker, verdictIn } from "./words/words.ts";

/** Points that are told at the end of a run: with all else some thirty lines. */
const POINTS = 8;

/** The end of a run: what the report begins with, and where it is. @param folder of the report */
export function printSummary(plan: Plan, results: Results, folder = "reports"): void {
  console.log(
    `\n${summary(plan, results)}\n\n${verdictIn("en", results)} Report: ${folder}/completion.html, ${folder}/completion.md`,
  );
}

/** The promises, each block with its tasks, and what is open with the next step. */
export function summary(plan: Plan, results: Results): string {
  const { tasks } = results;
  const counts = countStatuses(allCriteria(tasks));
  const shards = shardLines(results, "en").map(({ text }) => text);
  const parts = [
    promises(plan, results),
    blocks(plan, tasks),
    open(plan, results),
    [...shards, `Criteria: ${counts}`],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function promises(plan: Plan, results: Results): string[] {
  const rows = promisesOf(plan, results, "en").filter(({ cells }) =>
    cells.some(({ status }) => status !== "not-run"),
  );
  const width = Math.max(...rows.map(({ title }) => title.length));
  const limitWidth = Math.max(...rows.map(({ expected }) => expected.length));
  const said = ({ broker, status, value }: PromiseCell) =>
    [
      ...(broker ? [nameOfBroker(plan, broker)] : []),
      ...(value ? [value] : []),
      ...(status === "met" ? [] : [textsIn("en").status[status].toUpperCase()]),
    ].join(" ");
  return rows.map(
    ({ title, expected, cells }) =>
      `${title.padEnd(width)}  ${expected.padEnd(limitWidth)}  ${cells.map(said).join(", ")}`,
  );
}

/** Blocks of which nothing was run share a line. */
function blocks(plan: Plan, tasks: readonly TaskResult[]): string[] {
  const width = Math.max(...plan.blocks.map(({ id }) => id.length));
  const of = plan.blocks.map(({ id, tasks: planned }) => ({
    id,
    results: planned.flatMap((task) => tasks.filter((result) => result.id === task.id)),
  }));
  const hasRun = ({ results }: (typeof of)[number]) => results.some(({ status }) => status !== "not-run");
  const not = of.filter((each) => !hasRun(each)).map(({ id }) => id);
  return [
    ...of.filter(hasRun).map(({ id, results }) => `${id.padEnd(width)}  ${results.map(taskIn).join(", ")}`),
    ...(not.length > 0 ? [`not run: ${not.join(", ")}`] : []),
  ];
}

function taskIn({ id, status, criteria }: TaskResult): string {
  const name = id.split("/")[1] ?? id;
  const met = criteria.filter((each) => each.status === "met").length;
  return `${name} ${met}/${criteria.length}${status === "met" ? "" : ` ${textsIn("en").status[status].toUpperCase()}`}`;
}

function open(plan: Plan, results: Results): string[] {
  // What was not run as a whole stands among the blocks.
  const points = openPointsOf(plan, results, "en").filter(({ status, why }) => status !== "not-run" || why);
  const { first, rest } = firstOf(points, POINTS);
  return [...first.map(pointIn), ...(rest > 0 ? [`${textsIn("en").more(rest)}: reports/completion.md`] : [])];
}

function pointIn({ status, about: [first, ...others], why, remedy }: OpenPoint): string {
  const more = others.length > 0 ? ` ${textsIn("en").more(others.length)}` : "";
  const next = remedy ? `. What to do: ${remedy}` : "";
  return `${textsIn("en").status[status]}: ${first?.key}${more}${why ? `: ${why}` : ""}${next}`;
}
