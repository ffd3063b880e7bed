import type { Block, Plan } from "../../plan/schema.ts";
import { allCriteria, type Results } from "../results/results.ts";
import { dateIn, type Language, textsIn, titleIn } from "../words/language.ts";
import { firstOf, type OpenPoint, openPointsOf } from "../words/open-points.ts";
import { type PromiseCell, type PromiseRow, promisesOf } from "../words/promises.ts";
import { shardLines } from "../words/shard-lines.ts";
import { hostsOf } from "../words/verified-rows.ts";
import { countStatuses, describeDuration, nameOfBroker, verdictIn } from "../words/words.ts";
import { anchorOf, badge, sign } from "./html-badge.ts";
import { type Html, html } from "./html-tag.ts";
import type { Report } from "./report.ts";

/** Points that the first page has room for; the rest is in the checklist. */
const POINTS = 7;
/** Titles of one point. */
const TITLES = 3;

/** What is read and signed: the verdict, the promises, every task's status, what is open, and a block to sign. */
export function frontPage(report: Report): Html {
  const { plan, results, language } = report;
  return html`<header class="front">
<h1>${titleIn(language, plan.title)}</h1>
${verdict(results, language)}
<div class="columns">
${promises(plan, results, language)}
${overview(plan, results, language)}
</div>
${open(plan, results, language)}
${signOff(language)}
</header>`;
}

function verdict(results: Results, language: Language): Html {
  const texts = textsIn(language);
  const { profile, target, isInterrupted, startedAt, durationMs, commit, tasks } = results;
  const counts = countStatuses(allCriteria(tasks), language);
  return html`<div class="verdict ${results.verdict}">
<p><strong>${verdictIn(language, results)}</strong></p>
<p>${texts.criteria}: ${counts}.</p>
<p class="soft">${texts.profile} ${profile}, ${texts.started} ${dateIn(language, startedAt)}, ${texts.took} ${describeDuration(durationMs)}. ${texts.commit} <code>${commit.slice(0, 12)}</code>, ${hostsOf(results).join("; ")}. ${texts.scope(results)}</p>
${shardLines(results, language).map(({ text, isWarning }) => html`<p>${isWarning ? html`<strong>${text}</strong>` : text}</p>`)}
${isInterrupted && html`<p><strong>${texts.interrupted}</strong></p>`}
${target && html`<p>${texts.target(target)}</p>`}
</div>`;
}

function promises(plan: Plan, results: Results, language: Language): Html | undefined {
  const rows = promisesOf(plan, results, language);
  if (rows.length === 0) return undefined;
  const texts = textsIn(language);
  const brokers = results.brokers.filter((id) =>
    rows.some(({ cells }) => cells.some(({ broker }) => broker === id)),
  );
  return html`<section><h2>${texts.promises}</h2>
<table class="promises"><thead><tr><th scope="col">${texts.promise}</th><th scope="col">${texts.limit}</th>${brokers.map((id) => html`<th scope="col">${nameOfBroker(plan, id)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${row.title}</th><td data-label="${texts.limit}">${row.expected}</td>${cellsOf(row, { plan, brokers, language })}</tr>`)}</tbody></table></section>`;
}

interface Columns {
  plan: Plan;
  brokers: readonly string[];
  language: Language;
}

function cellsOf({ cells }: PromiseRow, { plan, brokers, language }: Columns): Html | readonly Html[] {
  const [only] = cells;
  if (only && only.broker === undefined)
    return cellOf(only, language, { columns: Math.max(brokers.length, 1) });
  return brokers.map((id) => {
    const cell = cells.find(({ broker }) => broker === id);
    return cell ? cellOf(cell, language, { label: nameOfBroker(plan, id) }) : html`<td></td>`;
  });
}

function cellOf(
  { key, status, value, range, bar }: PromiseCell,
  language: Language,
  { columns = 1, label = "" }: { columns?: number; label?: string },
): Html {
  const said = value ?? textsIn(language).status[status];
  return html`<td data-key="${key}"${label && html` data-label="${label}"`}${columns > 1 && html` colspan="${columns}"`}>${sign(status, language)} <a href="#${anchorOf(key)}">${said}</a>${range && html` <small class="soft">${range}</small>`}${bar && barOf(bar, status)}</td>`;
}

function barOf(bar: NonNullable<PromiseCell["bar"]>, status: PromiseCell["status"]): Html {
  const at = (place: number) => Math.round(place * 1000) / 10;
  const { value, limit, low, high } = bar;
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="6" fill="var(--track)"/><rect width="${at(value)}" height="6" fill="var(--${status})" opacity=".55"/>${
    low !== undefined &&
    high !== undefined &&
    html`<rect x="${at(low)}" y="2" width="${Math.max(at(high) - at(low), 0.6)}" height="2" fill="var(--text)"/>`
  }<rect x="${at(limit)}" width=".8" height="6" fill="var(--text)"/></svg>`;
}

function overview(plan: Plan, { tasks }: Results, language: Language): Html {
  const texts = textsIn(language);
  const chips = (block: Block) =>
    block.tasks.flatMap((task) => {
      const result = tasks.find(({ id }) => id === task.id);
      if (!result) return [];
      const met = result.criteria.filter(({ status }) => status === "met").length;
      return [
        html`<li data-key="${task.id}"><a class="chip" href="#${anchorOf(task.id)}">${sign(result.status, language)} ${titleIn(language, task.short ?? task.title)} <small class="soft">${met}/${result.criteria.length}</small></a></li>`,
      ];
    });
  return html`<section><h2>${texts.atAGlance}</h2><table class="glance"><tbody>${plan.blocks.map(
    (block) =>
      html`<tr><th scope="row"><a href="#${block.id}">${titleIn(language, block.title)}</a></th><td><ul>${chips(block)}</ul></td></tr>`,
  )}</tbody></table></section>`;
}

function open(plan: Plan, results: Results, language: Language): Html {
  const texts = textsIn(language);
  const points = openPointsOf(plan, results, language);
  if (points.length === 0) return html`<section><h2>${texts.open}</h2><p>${texts.nothingOpen}</p></section>`;
  const { first, rest } = firstOf(points, POINTS);
  return html`<section><h2>${texts.open}</h2><ul class="open">${first.map((point) => pointOf(point, language))}${rest > 0 && html`<li><a href="#checklist">${texts.more(rest)}</a></li>`}</ul></section>`;
}

function pointOf({ status, about, why, remedy }: OpenPoint, language: Language): Html {
  const texts = textsIn(language);
  const titles = about
    .slice(0, TITLES)
    .map(({ title, key }, index) => html`${index > 0 && "; "}<a href="#${anchorOf(key)}">${title}</a>`);
  const rest = about.length - titles.length;
  return html`<li>${badge(status, language)} ${titles}${rest > 0 && ` ${texts.more(rest)}`}${why && html`: ${why}`}${remedy && html`. <b>${texts.whatToDo}</b>: ${remedy}`}</li>`;
}

function signOff(language: Language): Html {
  const { signOff: title, name, date, decision, remarks } = textsIn(language);
  const fields = [name, date, decision, remarks];
  return html`<section id="sign-off"><h2>${title}</h2><table class="sign"><thead><tr>${fields.map((field) => html`<th scope="col">${field}</th>`)}</tr></thead><tbody><tr>${fields.map(() => html`<td></td>`)}</tr></tbody></table></section>`;
}
