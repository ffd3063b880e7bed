import type { CriterionResult, TaskResult } from "../../plan/conclude.ts";
import { keyOf } from "../../plan/criterion-key.ts";
import type { Block, Criterion, Task } from "../../plan/schema.ts";
import type { Past } from "../results/past-runs.ts";
import { statusOfMetric } from "../results/success-metric.ts";
import { accountIn } from "../words/account.ts";
import { detailsIn, valuesOf } from "../words/criterion-values.ts";
import { dateIn, type Language, textsIn, titleIn } from "../words/language.ts";
import { reasonIn } from "../words/reason.ts";
import { nameOfBroker } from "../words/words.ts";
import { anchorOf, badge } from "./html-badge.ts";
import { htmlExhibits } from "./html-exhibits.ts";
import { type Html, html } from "./html-tag.ts";
import type { Report } from "./report.ts";
import { sparkline } from "./sparkline.ts";

/** A block with its tasks; of each criterion one line that opens. */
export function blockSection(block: Block, report: Report, past: ReadonlyMap<string, Past>): Html {
  const { results, language } = report;
  const sections = block.tasks.flatMap((task) => {
    const result = results.tasks.find(({ id }) => id === task.id);
    if (!result) return [];
    return [
      html`<section class="task" id="${anchorOf(task.id)}">
<h3>${badge(result.status, language)} ${titleIn(language, task.title)} <code>${task.id}</code></h3>
${criteriaOf(task, result, report, past)}
</section>`,
    ];
  });
  return html`<section class="block" id="${block.id}"><h2>${titleIn(language, block.title)}</h2>${sections}${successList(block, results.tasks, language)}</section>`;
}

function criteriaOf(
  task: Task,
  result: TaskResult,
  report: Report,
  past: ReadonlyMap<string, Past>,
): readonly Html[] {
  const { language } = report;
  const texts = textsIn(language);
  return result.criteria.flatMap((criterion) => {
    const planned = task.criteria.find(({ id }) => id === criterion.id);
    if (!planned) return [];
    const key = keyOf(task.id, criterion);
    const { measured, expected } = valuesOf(planned, criterion, language);
    const { broker = "", status } = criterion;
    const named = nameOfBroker(report.plan, broker);
    return [
      html`<details class="criterion" data-key="${key}" data-status="${status}" data-broker="${broker}"><summary>${badge(status, language)} <span class="title">${titleIn(language, planned.title)}${named && html` <b>${named}</b>`}</span> <span class="measured" data-label="${texts.measured}">${measured || texts.none}</span> <span class="expected" data-label="${texts.expected}">${expected}</span></summary>
<div class="body" id="${anchorOf(key)}">${bodyOf({ planned, criterion, past: past.get(key) }, report)}<p class="soft"><code>${key}</code></p></div></details>`,
    ];
  });
}

interface Opened {
  planned: Criterion;
  criterion: CriterionResult;
  past: Past | undefined;
}

function bodyOf({ planned, criterion, past }: Opened, { language, read }: Report): Html {
  const { evidence, status } = criterion;
  const reason = reasonIn(language, criterion, planned);
  const texts = textsIn(language);
  const account = accountIn(language, criterion);
  const beside = detailsIn(language, criterion);
  return html`${account && html`<p>${account}</p>`}
${reason && html`<p><b>${texts.why}</b>: ${reason.split("\n").map((line) => html`${line}<br>`)}</p>`}
${status === "met" && planned.notCovered && html`<p><b>${texts.notCovered}</b>: ${titleIn(language, planned.notCovered)}</p>`}
${planned.why && html`<p><b>${texts.limitsBecause}</b>: ${titleIn(language, planned.why)}</p>`}
${htmlExhibits(criterion, language, read)}
${beside.length > 0 && html`<p class="soft"><b>${texts.seenBeside}</b>: ${beside.join(", ")}</p>`}
${evidence.length > 0 && html`<p><b>${texts.evidence}</b>: ${evidence.map((path) => html`<a href="${path}">${path.split("/").at(-1)}</a> `)}</p>`}
${past && pastOf(past, language)}`;
}

function pastOf(past: Past, language: Language): Html {
  const texts = textsIn(language);
  return html`<p><b>${texts.history}</b>: ${sparkline(past.statuses, language)}${past.isNeverMet && html` ${texts.neverMet}`}${past.failingSince && html` ${texts.firstFailedIn} ${dateIn(language, past.failingSince)}`}${past.isUnsteady && html` <span class="undetermined">${texts.unsteady}</span>`}</p>`;
}

function successList({ success }: Block, tasks: readonly TaskResult[], language: Language): Html | undefined {
  if (success.length === 0) return undefined;
  const texts = textsIn(language);
  const items = success.map(({ title, shownBy }) => {
    const status = statusOfMetric(shownBy, tasks);
    const shown = shownBy.map(
      (id, index) => html`${index > 0 && ", "}<a href="#${anchorOf(taskOf(id))}"><code>${id}</code></a>`,
    );
    return html`<li>${badge(status, language)} ${titleIn(language, title)} <span class="soft">(${texts.shownBy} ${shown})</span></li>`;
  });
  return html`<h3>${texts.successMetrics}</h3><ul class="plain">${items}</ul>`;
}

/** A criterion has an id on the page for each of its brokers; its task has one. */
function taskOf(id: string): string {
  return id.split("/").slice(0, 2).join("/");
}
