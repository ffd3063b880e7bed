import type { CriterionResult, TaskResult } from "../../plan/conclude.ts";
import { nameOf } from "../../plan/criterion-key.ts";
import type { Status } from "../../plan/outcome.ts";
import type { Block, Criterion, Plan, Task } from "../../plan/schema.ts";
import type { Results } from "../results/results.ts";
import { statusOfMetric } from "../results/success-metric.ts";
import { detailsIn, valuesOf } from "../words/criterion-values.ts";
import { type Language, textsIn, titleIn } from "../words/language.ts";
import { reasonIn } from "../words/reason.ts";
import { verifiedRows } from "../words/verified-rows.ts";
import { countStatuses } from "../words/words.ts";
import { frontSections } from "./markdown-front.ts";
import { asText } from "./markdown-text.ts";

/**
 * completion.md, short enough for a comment: the verdict, the promises, what is open, and the checklist in the plan's order,
 * each task with its criteria folded. Tables and charts are in completion.html.
 */
export function completionMarkdown(plan: Plan, results: Results, language: Language = "en"): string {
  return [
    ...frontSections(plan, results, language),
    ...plan.blocks.map((block) => blockSection(block, results, language)),
    environmentSection(results, language),
    signOffSection(language),
  ].join("\n\n");
}

function signOffSection(language: Language): string {
  const { signOff, name, date, decision, remarks } = textsIn(language);
  const rows = [name, date, decision, remarks].map((field) => `| ${field} | |`);
  return `## ${signOff}\n\n| | |\n|---|---|\n${rows.join("\n")}\n`;
}

function blockSection(block: Block, { tasks }: Results, language: Language): string {
  const lines = block.tasks.flatMap((task) => {
    const result = tasks.find(({ id }) => id === task.id);
    return result ? taskLines(task, result, language) : [];
  });
  return [
    `## ${titleIn(language, block.title)}`,
    lines.join("\n"),
    ...successSection(block, tasks, language),
  ].join("\n\n");
}

function taskLines(task: Task, result: TaskResult, language: Language): string[] {
  const lines = result.criteria.flatMap((criterion) => {
    const planned = task.criteria.find(({ id }) => id === criterion.id);
    return planned ? criterionLines(planned, criterion, language) : [];
  });
  const title = `**${titleIn(language, task.title)}** \`${task.id}\``;
  const counts = countStatuses(result.criteria, language);
  return [
    `- ${box(result.status)} ${title}${unlessMet(result.status, language)}`,
    ...folded(`${textsIn(language).criteria}: ${counts}`, lines).map((line) => (line ? `  ${line}` : line)),
  ];
}

/** What opens at a click. Markdown within HTML needs empty lines around it. */
function folded(summary: string, lines: readonly string[]): string[] {
  return [`<details><summary>${summary}</summary>`, "", ...lines, "", "</details>", ""];
}

function criterionLines(planned: Criterion, result: CriterionResult, language: Language): string[] {
  const texts = textsIn(language);
  const values = valuesOf(planned, result, language);
  const measured = values.measured ? `${texts.measured} **${asText(values.measured)}**, ` : "";
  const details = detailsIn(language, result);
  const reason = reasonIn(language, result, planned);
  const evidence = result.evidence.map((path) => `[${path.split("/").at(-1)}](${path})`);
  const said = `${measured}${texts.expected} ${asText(values.expected)}${unlessMet(result.status, language)}`;
  return [
    `- ${box(result.status)} ${titleIn(language, planned.title)} \`${nameOf(result)}\`: ${said}`,
    ...(reason ? [`  - ${texts.why}: ${asText(shortened(reason))}`] : []),
    ...(details.length > 0 ? [`  - ${texts.seenBeside}: ${asText(details.join(", "))}`] : []),
    ...(evidence.length > 0 ? [`  - ${texts.evidence}: ${evidence.join(", ")}`] : []),
  ];
}

function successSection({ success }: Block, tasks: readonly TaskResult[], language: Language): string[] {
  if (success.length === 0) return [];
  const texts = textsIn(language);
  const lines = success.map(({ title, shownBy }) => {
    const status = statusOfMetric(shownBy, tasks);
    const shown = shownBy.map((id) => `\`${id}\``).join(", ");
    return `- ${box(status)} ${titleIn(language, title)} (${texts.shownBy} ${shown})${unlessMet(status, language)}`;
  });
  return [`${texts.successMetrics}:`, lines.join("\n")];
}

function environmentSection(results: Results, language: Language): string {
  const rows = verifiedRows(results, language).map((row) => `| ${row.map(asText).join(" | ")} |`);
  return folded(textsIn(language).whatWasVerified, ["| | |", "|---|---|", ...rows])
    .join("\n")
    .trimEnd();
}

function box(status: Status): string {
  return status === "met" ? "[x]" : "[ ]";
}

function unlessMet(status: Status, language: Language): string {
  return status === "met" ? "" : ` (${textsIn(language).status[status]})`;
}

/** A long reason is a program's log: its beginning and its last line, which says what to do. The rest is in junit.xml. */
function shortened(reason: string): string {
  const lines = reason.split("\n");
  return lines.length <= 8 ? reason : [...lines.slice(0, 6), "...", lines.at(-1)].join("\n");
}
