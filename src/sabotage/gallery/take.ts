import { join } from "node:path";
import { Problem } from "../../kernel/problem.ts";
import { keyOf } from "../../plan/criterion-key.ts";
import { loadPlan } from "../../plan/plan-file.ts";
import { pictureOfCriterion } from "../../report/html/picture.ts";
import type { Results } from "../../report/results/results.ts";
import { titleIn } from "../../report/words/language.ts";
import type { Batch } from "../sabotage.ts";
import { ScratchCopy } from "../scratch-copy.ts";
import { occupy } from "../soak/occupied-host.ts";
import { pictureOf, type Shown } from "./page.ts";
import type { RedReport } from "./red-reports.ts";

/**
 * Makes one of the reports, and a picture of what it shows.
 * @param catalogue has the run that makes it
 * @param folder where the picture goes
 * @throws Problem when the report does not say what it was made for
 */
export async function takeReport(
  report: RedReport,
  catalogue: readonly Batch[],
  folder: string,
): Promise<Shown> {
  const { made, shows, status, id } = report;
  const batch = batchOf(report, catalogue);
  using copy = new ScratchCopy();
  for (const sabotage of batch.sabotages) copy.break(sabotage);
  await using _others = occupy("occupied" in made ? made.occupied : "quiet");
  const { results, output } = await copy.run(batch);
  const shown = results && shownIn(results, report);
  if (!shown) throw astray(report, `no such criterion; the end of its output:\n${output}`);
  if (shown.status !== status) throw astray(report, `${shown.status}: ${shown.reason ?? "no reason"}`);
  await pictureOfCriterion(copy.pathOf("reports/completion.html"), shows, join(folder, pictureOf(id)));
  return shown;
}

function batchOf({ made, id }: RedReport, catalogue: readonly Batch[]): Batch {
  if (!("by" in made)) return { ...made, id, sabotages: [] };
  const batch = catalogue.find((each) => each.id === made.by);
  if (batch) return batch;
  throw new Error(`the catalogue has no run ${made.by}`);
}

function shownIn({ tasks }: Results, report: RedReport): Shown | undefined {
  const planned = loadPlan().blocks.flatMap((block) => block.tasks);
  for (const { id, criteria } of tasks) {
    const found = criteria.find((criterion) => keyOf(id, criterion) === report.shows);
    const criterion = planned.find((task) => task.id === id)?.criteria.find((each) => each.id === found?.id);
    if (found && criterion) return { ...found, report, title: titleIn("en", criterion.title) };
  }
  return undefined;
}

function astray({ title, shows, status }: RedReport, seen: string): Problem {
  return new Problem({
    subject: `the report "${title}"`,
    expected: `${shows} ${status}`,
    seen,
    remedy:
      "see what the run says; where the criterion has changed, change src/sabotage/gallery/red-reports.ts",
  });
}
