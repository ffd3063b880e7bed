import type { TaskResult } from "../plan/conclude.ts";
import type { Exhibit } from "../plan/record.ts";
import { chartIn } from "./chart-words.ts";
import { type Html, html } from "./html-tag.ts";
import { type Language, numberIn, textsIn } from "./language.ts";
import { termIn } from "./terms.ts";

/** Reads a file of the report by its path below reports/; `undefined` when it is not there. */
export type ReadEvidence = (path: string) => string | undefined;

/** Tables and charts of a task: tables open, charts folded when there are many. */
export function htmlExhibits({ criteria }: TaskResult, language: Language, read: ReadEvidence): Html {
  const exhibits = criteria.flatMap((criterion) => criterion.exhibits ?? []);
  const tables = exhibits.filter((exhibit) => exhibit.kind === "table");
  const charts = exhibits.filter((exhibit) => exhibit.kind === "chart");
  return html`${tables.map((each) => tableOf(each, language))}${chartsOf(charts, language, read)}`;
}

function tableOf(table: Extract<Exhibit, { kind: "table" }>, language: Language): Html {
  const { columns, rows } = table;
  const title = termIn(language, table.title);
  const cell = (value: string | number | boolean) =>
    typeof value === "number"
      ? html`<td class="number">${numberIn(language, value)}</td>`
      : html`<td>${termIn(language, String(value))}</td>`;
  return html`<h4>${title}</h4>
<div class="scroll" role="region" tabindex="0" aria-label="${title}"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${termIn(language, column)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody>
</table></div>`;
}

/** As many as are looked at without searching. */
const OPEN = 4;

function chartsOf(
  charts: readonly Extract<Exhibit, { kind: "chart" }>[],
  language: Language,
  read: ReadEvidence,
): Html {
  const figures = charts.map(({ title, file }) =>
    figureOf({ title: termIn(language, title), file, svg: read(file) }, language),
  );
  if (figures.length <= OPEN) return html`${figures}`;
  return html`${figures.slice(0, OPEN)}<details><summary>${textsIn(language).more(figures.length - OPEN)}</summary>${figures.slice(OPEN)}</details>`;
}

/** As an image, so that its markup cannot affect the page's. */
function figureOf(
  { title, file, svg }: { title: string; file: string; svg: string | undefined },
  language: Language,
): Html {
  if (svg === undefined) return html`<p class="soft">${title}: ${file}</p>`;
  const data = `data:image/svg+xml;base64,${Buffer.from(chartIn(language, svg)).toString("base64")}`;
  return html`<figure><img src="${data}" alt="${title}"><figcaption>${title}</figcaption></figure>`;
}
