import { nameOf } from "../plan/criterion-key.ts";
import { textsIn } from "./language.ts";
import { allCriteria, type Results } from "./results.ts";
import { countStatuses, verdictIn } from "./words.ts";

/** The table at the end of a run: a line for each task, with the criteria that are anything but met below it. */
export function printSummary(results: Results): void {
  console.log(`\n${summary(results)}\n\n${verdictIn("en", results)} Report: reports/completion.md`);
}

export function summary({ tasks }: Results): string {
  const width = Math.max(...tasks.map(({ id }) => id.length));
  const rows = tasks.flatMap((task) => {
    const counts = countStatuses(task.criteria.map(({ status }) => status));
    const open = task.criteria.filter(({ status }) => status !== "met" && status !== "not-run");
    return [
      `${task.id.padEnd(width)}  ${textsIn("en").status[task.status].padEnd(12)}  ${counts}`,
      ...open.map((criterion) => `${" ".repeat(width)}  ${lineOf(criterion)}`),
    ];
  });
  return [...rows, "", `Criteria: ${countStatuses(allCriteria(tasks).map(({ status }) => status))}`].join(
    "\n",
  );
}

function lineOf(criterion: Results["tasks"][number]["criteria"][number]): string {
  const measured = criterion.measuredText ? `measured ${criterion.measuredText}, ` : "";
  const reason = criterion.reason ? `: ${criterion.reason.split("\n")[0]}` : "";
  return `${nameOf(criterion)} ${textsIn("en").status[criterion.status]}: ${measured}expected ${criterion.expected}${reason}`;
}
