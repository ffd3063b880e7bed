import { pageOf } from "../report/html/html-page.ts";
import { type Html, html } from "../report/html/html-tag.ts";
import { type Chart, chartsOf } from "./charts.ts";
import type { Comparison } from "./comparison.ts";
import { disturbancesOf, factsOf, startedAnewIn } from "./facts.ts";
import { lossesOf } from "./outcome.ts";
import { WORDS } from "./page-words.ts";
import { type Cell, type Row, rowsOf } from "./rows.ts";

const OWN_STYLE = `
.compared tbody th { font-weight: 400; color: var(--text); min-width: 11rem; } .compared td { min-width: 11rem; }
.compared .group th { font-weight: 600; background: var(--card); color: var(--text); }
.best { font-weight: 700; } .compared small { display: block; }
`;

/** The comparison as one page that needs no other file: the table, four charts, and how it was measured. */
export function comparisonHtml(comparison: Comparison): string {
  const { brokers } = comparison;
  const title = `${WORDS.title}: ${brokers.map((each) => each.title).join(", ")}`;
  const body = html`<header>
<h1>${title}</h1>
<p>${WORDS.promise}</p>
<p class="soft">${WORDS.reading}</p>
</header>
<main>
${listSection(WORDS.losses, brokers.flatMap(lossesOf))}
${tableOf(comparison)}
${chartsOf(comparison).map(figureOf)}
<h2>${WORDS.measured}</h2>
<table><tbody>${factsOf(comparison).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table>
${listSection(WORDS.startedAnew, startedAnewIn(comparison))}
${folded(WORDS.disturbances, disturbancesOf(comparison))}
</main>`;
  return pageOf({ title, language: "en", body, ownStyle: OWN_STYLE });
}

function tableOf(comparison: Comparison): Html {
  const { brokers } = comparison;
  const groups = [...Map.groupBy(rowsOf(comparison), ({ group }) => group)];
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${WORDS.title}"><table class="compared">
<thead><tr><td></td>${brokers.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
${groups.map(([group, rows]) => groupOf(group, rows, brokers.length))}
</table></div>`;
}

function groupOf(group: string, rows: readonly Row[], brokers: number): Html {
  return html`<tbody>
<tr class="group"><th scope="rowgroup" colspan="${brokers + 1}">${group}</th></tr>
${rows.map(({ title, cells }) => html`<tr><th scope="row">${title}</th>${cells.map(cellOf)}</tr>`)}
</tbody>`;
}

function cellOf({ text, beside, evidence, isBest = false }: Cell): Html {
  const words = evidence ? html`<a href="${evidence}">${text}</a>` : html`${text}`;
  const best = isBest ? html`<span class="best">★ ${words}</span>` : words;
  return html`<td>${best}${beside && html`<small class="soft">${beside}</small>`}</td>`;
}

/** As an image, so that its markup cannot affect the page's. */
function figureOf({ title, svg }: Chart): Html {
  const data = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  return html`<figure><img src="${data}" alt="${title}"></figure>`;
}

function listSection(heading: string, lines: readonly string[]): Html | undefined {
  if (lines.length === 0) return undefined;
  return html`<h2>${heading}</h2><ul>${lines.map((each) => html`<li>${each}</li>`)}</ul>`;
}

/** A list that only those need who doubt a figure. */
function folded(heading: string, lines: readonly string[]): Html | undefined {
  if (lines.length === 0) return undefined;
  return html`<details><summary>${heading}: ${lines.length} times</summary><ul>${lines.map((each) => html`<li>${each}</li>`)}</ul></details>`;
}
