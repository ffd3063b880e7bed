import type { CriterionResult, TaskResult } from "../plan/conclude.ts";
import { keyOf, nameOf } from "../plan/criterion-key.ts";
import { byStatus, type Status } from "../plan/outcome.ts";
import type { Block, Criterion, Plan, Task } from "../plan/schema.ts";
import { detailsIn, valuesOf } from "./criterion-values.ts";
import { htmlExhibits, type ReadEvidence } from "./html-exhibits.ts";
import { STYLE } from "./html-style.ts";
import { Html, html } from "./html-tag.ts";
import { dateIn, type Language, textsIn, titleIn } from "./language.ts";
import { changesSinceAccepted, type Past, pastOf } from "./past-runs.ts";
import { allCriteria, type Results } from "./results.ts";
import { sparkline } from "./sparkline.ts";
import { statusOfMetric } from "./success-metric.ts";
import { verifiedRows } from "./verified-rows.ts";
import { countStatuses, describeDuration, verdictIn } from "./words.ts";

/** What completion.html is made from. */
export interface Report {
  plan: Plan;
  results: Results;
  /** Results of earlier runs, oldest first. */
  earlier: readonly Results[];
  language: Language;
  read: ReadEvidence;
}

/** Reasons that stand at the top; the rest is in the checklist. */
const REASONS = 12;
/** Characters of one of them. */
const REASON_LENGTH = 240;
const SIGNS: Record<Status, string> = {
  met: "✔",
  "not-met": "✘",
  undetermined: "?",
  "not-run": "–",
  waived: "⚑",
};

/** The report as one page that needs no other file: the verdict with its reasons, the checklist, and a block to sign. */
export function completionHtml(report: Report): string {
  const { plan, results, language } = report;
  const texts = textsIn(language);
  const title = titleIn(language, plan.title);
  const past = pastOf(results, report.earlier);
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#checklist">${texts.skip}</a>
<header>
<h1>${title}</h1>
${verdictSection(report)}
${changesSection(report)}
<nav aria-label="${texts.contents}"><ul class="plain">${plan.blocks.map((block) => html`<li><a href="#${block.id}">${titleIn(language, block.title)}</a></li>`)}<li><a href="#sign-off">${texts.signOff}</a></li></ul></nav>
</header>
<main id="checklist">
${plan.blocks.map((block) => blockSection(block, report, past))}
${environmentSection(report)}
${signOffSection(language)}
</main>
</body>
</html>
`.text;
}

function verdictSection({ plan, results, language }: Report): Html {
  const texts = textsIn(language);
  const { verdict, profile, target, isInterrupted, startedAt, durationMs, tasks } = results;
  const counts = countStatuses(
    allCriteria(tasks).map(({ status }) => status),
    language,
  );
  const reasons = plan.blocks
    .flatMap((block) => block.tasks)
    .flatMap((task) => reasonsOf(task, tasks, language))
    .sort(byStatus);
  const shown = reasons.slice(0, REASONS).map(({ item }) => item);
  return html`<div class="verdict ${verdict}">
<p><strong>${verdictIn(language, results)}</strong></p>
<p>${texts.criteria}: ${counts}.</p>
<p class="soft">${texts.profile} ${profile}, ${texts.started} ${dateIn(language, startedAt)}, ${texts.took} ${describeDuration(durationMs)}.</p>
<p class="soft">${texts.scope(results)}</p>
${isInterrupted && html`<p><strong>${texts.interrupted}</strong></p>`}
${target && html`<p>${texts.target(target)}</p>`}
${shown.length > 0 && html`<h2>${texts.reasons}</h2><ul class="plain">${shown}${reasons.length > shown.length && html`<li>${texts.more(reasons.length - shown.length)}</li>`}</ul>`}
</div>`;
}

interface Reason {
  status: Status;
  item: Html;
}

/** One sentence for each criterion that is not met; what was not run is told once for its task. */
function reasonsOf(task: Task, tasks: readonly TaskResult[], language: Language): Reason[] {
  const result = tasks.find(({ id }) => id === task.id);
  if (!result || result.status === "met") return [];
  if (result.criteria.every(({ status }) => status === "not-run")) {
    const item = html`<li>${badge("not-run", language)} <a href="#${anchorOf(task.id)}">${titleIn(language, task.title)}</a></li>`;
    return [{ status: "not-run", item }];
  }
  return result.criteria
    .filter(({ status }) => status !== "met")
    .map((criterion) => {
      const planned = task.criteria.find(({ id }) => id === criterion.id);
      const said = planned ? saidOf(planned, criterion, language) : "";
      const why = criterion.status === "not-met" ? said : shortened(firstLine(criterion.reason));
      const broker = criterion.broker ? ` (${criterion.broker})` : "";
      const title = planned ? titleIn(language, planned.title) : criterion.id;
      const item = html`<li>${badge(criterion.status, language)} <a href="#${anchorOf(task.id)}">${title}${broker}</a>${why && html`: ${why}`}</li>`;
      return { status: criterion.status, item };
    });
}

function saidOf(planned: Criterion, result: CriterionResult, language: Language): string {
  const texts = textsIn(language);
  const { measured, expected } = valuesOf(planned, result, language);
  return measured ? `${texts.measured} ${measured}, ${texts.expected} ${expected}` : firstLine(result.reason);
}

function changesSection({ results, earlier, language }: Report): Html {
  const texts = textsIn(language);
  const since = changesSinceAccepted(results, earlier);
  if (!since) return html`<p class="soft">${texts.neverAccepted}</p>`;
  const word = (status: Status | undefined) => (status ? texts.status[status] : "–");
  const changes = since.changes.map(
    ({ criterion, before, now }) => html`<li><code>${criterion}</code>: ${word(before)} → ${word(now)}</li>`,
  );
  return html`<details><summary>${texts.changedSince} ${dateIn(language, since.of)}</summary>
${changes.length > 0 ? html`<ul class="plain">${changes}</ul>` : html`<p>${texts.nothingChanged}</p>`}</details>`;
}

function blockSection(block: Block, report: Report, past: ReadonlyMap<string, Past>): Html {
  const { results, language, read } = report;
  const sections = block.tasks.flatMap((task) => {
    const result = results.tasks.find(({ id }) => id === task.id);
    if (!result) return [];
    return [
      html`<section id="${anchorOf(task.id)}">
<h3>${badge(result.status, language)} ${titleIn(language, task.title)} <code>${task.id}</code></h3>
${criteriaTable(task, result, { language, past })}
${htmlExhibits(result, language, read)}
</section>`,
    ];
  });
  return html`<section id="${block.id}"><h2>${titleIn(language, block.title)}</h2>${sections}${successList(block, results.tasks, language)}</section>`;
}

function criteriaTable(
  task: Task,
  result: TaskResult,
  { language, past }: { language: Language; past: ReadonlyMap<string, Past> },
): Html {
  const texts = textsIn(language);
  const rows = result.criteria.flatMap((criterion) => {
    const planned = task.criteria.find(({ id }) => id === criterion.id);
    if (!planned) return [];
    const { measured, expected } = valuesOf(planned, criterion, language);
    return [
      html`<tr>
<td>${badge(criterion.status, language)}</td>
<td>${titleIn(language, planned.title)} <code>${nameOf(criterion)}</code>${uncovered(planned, criterion, language)}${folded(planned, criterion, language)}</td>
<td data-label="${texts.measured}">${measured || texts.none}</td>
<td data-label="${texts.expected}">${expected}</td>
<td data-label="${texts.history}">${pastCell(past.get(keyOf(task.id, criterion)), language)}</td>
</tr>`,
    ];
  });
  const headings = [texts.statusHeading, texts.criterion, texts.measured, texts.expected, texts.history];
  return html`<table class="criteria"><thead><tr>${headings.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** Where something is met, a reader may assume more than was shown. */
function uncovered(planned: Criterion, { status }: CriterionResult, language: Language): Html | undefined {
  if (status !== "met" || !planned.notCovered) return undefined;
  return html`<p class="soft">${textsIn(language).notCovered}: ${titleIn(language, planned.notCovered)}</p>`;
}

function folded(planned: Criterion, criterion: CriterionResult, language: Language): Html | undefined {
  const { reason, evidence, status } = criterion;
  const texts = textsIn(language);
  const beside = detailsIn(language, criterion);
  if (!reason && !planned.why && beside.length === 0 && evidence.length === 0) return undefined;
  return html`${status !== "met" && reason && html`<p class="soft">${texts.why}: ${firstLine(reason)}</p>`}<details><summary>${texts.details}</summary>
${reason && html`<p><b>${texts.why}</b>: ${reason.split("\n").map((line) => html`${line}<br>`)}</p>`}
${planned.why && html`<p><b>${texts.limitsBecause}</b>: ${titleIn(language, planned.why)}</p>`}
${beside.length > 0 && html`<p><b>${texts.seenBeside}</b>: ${beside.join(", ")}</p>`}
${evidence.length > 0 && html`<p><b>${texts.evidence}</b>: ${evidence.map((path) => html`<a href="${path}">${path.split("/").at(-1)}</a> `)}</p>`}
</details>`;
}

function pastCell(past: Past | undefined, language: Language): Html | undefined {
  if (!past) return undefined;
  const texts = textsIn(language);
  return html`${sparkline(past.statuses, language)}${past.failingSince && html`<br><small class="soft">${texts.firstFailedIn} ${dateIn(language, past.failingSince)}</small>`}${past.isUnsteady && html`<br><small class="undetermined">${texts.unsteady}</small>`}`;
}

function successList({ success }: Block, tasks: readonly TaskResult[], language: Language): Html | undefined {
  if (success.length === 0) return undefined;
  const texts = textsIn(language);
  const items = success.map(({ title, shownBy }) => {
    const status = statusOfMetric(shownBy, tasks);
    return html`<li>${badge(status, language)} ${titleIn(language, title)} <span class="soft">(${texts.shownBy} ${shownBy.map((id, index) => html`${index > 0 && ", "}<code>${id}</code>`)})</span></li>`;
  });
  return html`<h3>${texts.successMetrics}</h3><ul class="plain">${items}</ul>`;
}

function environmentSection({ results, language }: Report): Html {
  const texts = textsIn(language);
  const rows = verifiedRows(results, language);
  return html`<section id="verified"><h2>${texts.whatWasVerified}</h2><div class="scroll" role="region" tabindex="0" aria-label="${texts.whatWasVerified}"><table><tbody>${rows.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`,
  )}</tbody></table></div></section>`;
}

function signOffSection(language: Language): Html {
  const { signOff, name, date, decision, remarks } = textsIn(language);
  return html`<section id="sign-off"><h2>${signOff}</h2><table class="sign"><tbody>${[
    name,
    date,
    decision,
    remarks,
  ].map((field) => html`<tr><th scope="row">${field}</th><td></td></tr>`)}</tbody></table></section>`;
}

function badge(status: Status, language: Language): Html {
  return html`<span class="status ${status}"><span aria-hidden="true">${SIGNS[status]}</span> ${textsIn(language).status[status]}</span>`;
}

function anchorOf(taskId: string): string {
  return taskId.replaceAll("/", "-");
}

function shortened(text: string): string {
  return text.length <= REASON_LENGTH ? text : `${text.slice(0, REASON_LENGTH).trimEnd()}…`;
}

function firstLine(text = ""): string {
  return text.split("\n")[0] ?? "";
}
