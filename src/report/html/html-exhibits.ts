import type { CriterionResult } from "../../plan/conclude.ts";
import type { Exhibit } from "../../plan/record.ts";
import { chartIn } from "../charts/chart-words.ts";
import { type Language, numberIn } from "../words/language.ts";
import { termIn } from "../words/terms.ts";
import { type Html, html } from "./html-tag.ts";

/** Reads a file of the report by its path below reports/; `undefined` when it is not there. */
export type ReadEvidence = (path: string) => string | undefined;

type Table = Extract<Exhibit, { kind: "table" }>;
type Chart = Extract<Exhibit, { kind: "chart" }>;
type Cell = Table["rows"][number][number];

/** Tables and charts of a criterion. */
export function htmlExhibits(
  { exhibits = [] }: CriterionResult,
  language: Language,
  read: ReadEvidence,
): Html {
  const tables = exhibits.filter((exhibit) => exhibit.kind === "table");
  const charts = exhibits.filter((exhibit) => exhibit.kind === "chart");
  return html`${tables.map((each) => tableOf(each, language))}${chartsOf(charts, language, read)}`;
}

/** Characters of a text for which a column has room. */
const ROOM = 64;

/** A column with a long text has no room beside the others: what it says goes below its row. */
function tableOf(table: Table, language: Language): Html {
  const { columns, rows } = table;
  const title = termIn(language, table.title);
  const isLong = columns.map((_, index) => rows.some((row) => textOf(row[index], language).length > ROOM));
  const short = <T>(all: readonly T[]) => all.filter((_, index) => !isLong[index]);
  const long = (row: readonly Cell[]) =>
    columns.flatMap((column, index) => {
      const text = isLong[index] ? textOf(row[index], language) : "";
      return text === "" ? [] : [html`<b>${termIn(language, column)}</b>: ${text} `];
    });
  const shown = (row: readonly Cell[]) => {
    const below = long(row);
    return html`<tr>${short(row).map((value) => cellOf(value, language))}</tr>${below.length > 0 && html`<tr class="below"><td colspan="${Math.max(short(columns).length, 1)}">${below}</td></tr>`}`;
  };
  return html`<h4>${title}</h4>
<div class="scroll" role="region" tabindex="0" aria-label="${title}"><table>
<thead><tr>${short(columns).map((column) => html`<th scope="col">${termIn(language, column)}</th>`)}</tr></thead>
<tbody>${rows.map(shown)}</tbody>
</table></div>`;
}

function textOf(value: Cell | undefined, language: Language): string {
  return typeof value === "string" ? termIn(language, value) : "";
}

function cellOf(value: Cell, language: Language): Html {
  return typeof value === "number"
    ? html`<td class="number">${numberIn(language, value)}</td>`
    : html`<td>${termIn(language, String(value))}</td>`;
}

/** From so many on they stand side by side, to be compared. */
const MANY = 4;

function chartsOf(charts: readonly Chart[], language: Language, read: ReadEvidence): Html {
  const figures = charts.map(({ title, file }) =>
    figureOf({ title: termIn(language, title), file, svg: read(file) }, language),
  );
  return html`${figures.length > 0 && html`<div class="charts${figures.length > MANY && " many"}">${figures}</div>`}`;
}

/** As an image, so that its markup cannot affect the page's. It has its title in it. */
function figureOf(
  { title, file, svg }: { title: string; file: string; svg: string | undefined },
  language: Language,
): Html {
  if (svg === undefined) return html`<p class="soft">${title}: ${file}</p>`;
  const data = `data:image/svg+xml;base64,${Buffer.from(chartIn(language, svg)).toString("base64")}`;
  return html`<figure><img src="${data}" alt="${title}" loading="lazy"></figure>`;
}
