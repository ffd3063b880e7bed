import type { CriterionResult, TaskResult } from "../plan/conclude.ts";
import { type Status, worst } from "../plan/outcome.ts";
import type { Block, Criterion, Plan, Task } from "../plan/schema.ts";
import { exhibitSections } from "./exhibits.ts";
import { asText } from "./markdown-text.ts";
import { allCriteria, type Results } from "./results.ts";
import { countStatuses, describeDuration, nameOf, STATUS_WORDS, VERDICT_WORDS } from "./words.ts";

/** completion.md: the checklist in the plan's order, with what was measured beside what is expected, to be signed. */
export function completionMarkdown(plan: Plan, results: Results): string {
  return [
    `# ${plan.title.en}`,
    verdictSection(results),
    ...plan.blocks.map((block) => blockSection(block, results)),
    environmentSection(results),
    SIGN_OFF,
  ].join("\n\n");
}

const SIGN_OFF = `## Sign-off

| | |
|---|---|
| Name | |
| Date | |
| Decision (accept / reject) | |
| Remarks | |
`;

function verdictSection(results: Results): string {
  const { verdict, profile, startedAt, durationMs, tasks } = results;
  const counts = countStatuses(allCriteria(tasks).map(({ status }) => status));
  return [
    `**${VERDICT_WORDS[verdict]}**`,
    `Criteria: ${counts}. Profile ${profile}, started ${startedAt}, took ${describeDuration(durationMs)}.`,
  ].join("\n\n");
}

function blockSection(block: Block, { tasks }: Results): string {
  const lines = block.tasks.flatMap((task) => {
    const result = tasks.find(({ id }) => id === task.id);
    return result ? taskLines(task, result) : [];
  });
  const exhibits = block.tasks.flatMap((task) => {
    const result = tasks.find(({ id }) => id === task.id);
    return result ? exhibitSections(result) : [];
  });
  return [`## ${block.title.en}`, lines.join("\n"), ...successSection(block, tasks), ...exhibits].join(
    "\n\n",
  );
}

function taskLines(task: Task, result: TaskResult): string[] {
  const lines = result.criteria.flatMap((criterion) => {
    const planned = task.criteria.find(({ id }) => id === criterion.id);
    return planned ? criterionLines(planned, criterion) : [];
  });
  return [`- ${box(result.status)} **${task.title.en}** \`${task.id}\`${unlessMet(result.status)}`, ...lines];
}

function criterionLines(planned: Criterion, result: CriterionResult): string[] {
  const measured = result.measuredText ? `measured **${asText(result.measuredText)}**, ` : "";
  const details = Object.entries(result.details).map(([name, value]) => `${name} ${describe(value)}`);
  const evidence = result.evidence.map((path) => `[${path.split("/").at(-1)}](${path})`);
  return [
    `  - ${box(result.status)} ${planned.title.en} \`${nameOf(result)}\`: ${measured}expected ${asText(result.expected)}${unlessMet(result.status)}`,
    ...(result.reason ? [`    - why: ${asText(shortened(result.reason))}`] : []),
    ...(details.length > 0 ? [`    - seen beside it: ${asText(details.join(", "))}`] : []),
    ...(evidence.length > 0 ? [`    - evidence: ${evidence.join(", ")}`] : []),
  ];
}

function successSection({ success }: Block, tasks: readonly TaskResult[]): string[] {
  if (success.length === 0) return [];
  const lines = success.map(({ title, shownBy }) => {
    const status = worst(shownBy.flatMap((id) => statusesOf(id, tasks)));
    const shown = shownBy.map((id) => `\`${id}\``).join(", ");
    return `- ${box(status)} ${title.en} (shown by ${shown})${unlessMet(status)}`;
  });
  return ["Success metrics:", lines.join("\n")];
}

/** Statuses of a task, or of a criterion for each of its brokers. */
function statusesOf(id: string, tasks: readonly TaskResult[]): Status[] {
  return tasks.flatMap((task) => {
    if (task.id === id) return [task.status];
    return task.criteria.filter((each) => `${task.id}/${each.id}` === id).map(({ status }) => status);
  });
}

function environmentSection({ commit, host, images, versions, hashes }: Results): string {
  const rows = [
    ["Commit", commit],
    ["Host", `${host.os}, kernel ${host.kernel}, ${host.cores} x ${host.cpu}, ${host.memoryGib} GiB`],
    ["Node", host.node],
    ...Object.entries(versions).map(([name, version]) => [`Version of ${name}`, version]),
    ...images.map(({ service, image, imageId }) => [`Image of ${service}`, `${image} (${imageId})`]),
    ...Object.entries(hashes).map(([name, hash]) => [`SHA-256 of ${name}`, hash]),
  ];
  return [
    "## What was verified",
    "| | |\n|---|---|",
    rows.map((row) => `| ${row.map(asText).join(" | ")} |`).join("\n"),
  ]
    .join("\n\n")
    .replace("|---|---|\n\n|", "|---|---|\n|");
}

function box(status: Status): string {
  return status === "met" ? "[x]" : "[ ]";
}

function unlessMet(status: Status): string {
  return status === "met" ? "" : ` (${STATUS_WORDS[status]})`;
}

function describe(value: string | number | boolean): string {
  return typeof value === "number" ? new Intl.NumberFormat("en").format(value) : String(value);
}

/** A long reason is a program's log: its beginning and its last line, which says what to do. The rest is in junit.xml. */
function shortened(reason: string): string {
  const lines = reason.split("\n");
  return lines.length <= 8 ? reason : [...lines.slice(0, 6), "...", lines.at(-1)].join("\n");
}
