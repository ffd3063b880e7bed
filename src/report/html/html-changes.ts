import type { Status } from "../../plan/outcome.ts";
import { type ChangedFigure, changedFigures } from "../results/changed-figures.ts";
import { changesSinceAccepted } from "../results/past-runs.ts";
import { dateIn, type Language, numberIn, textsIn } from "../words/language.ts";
import { anchorOf } from "./html-badge.ts";
import { type Html, html } from "./html-tag.ts";
import type { Report } from "./report.ts";

/** What is otherwise than in the last run that was accepted, statuses first, then figures. */
export function changesSection({ results, earlier, language }: Report): Html {
  const texts = textsIn(language);
  const since = changesSinceAccepted(results, earlier);
  if (!since) return html`<p class="soft">${texts.neverAccepted}</p>`;
  const { changes, accepted } = since;
  const word = (status: Status | undefined) => (status ? texts.status[status] : "–");
  const statuses = changes.map(
    ({ criterion, before, now }) => html`<li>${linked(criterion)}: ${word(before)} → ${word(now)}</li>`,
  );
  const figures = changedFigures(accepted, results).map((figure) => figureOf(figure, language));
  return html`<details class="changes"><summary>${texts.changedSince} ${dateIn(language, accepted.startedAt)}: ${texts.changes(changes.length)}</summary>
${statuses.length > 0 ? html`<ul class="plain">${statuses}</ul>` : html`<p>${texts.nothingChanged}</p>`}
${figures.length > 0 && html`<ul class="plain">${figures}</ul>`}</details>`;
}

function figureOf(
  { criterion, before, now, percent, isBeyondNoise }: ChangedFigure,
  language: Language,
): Html {
  const texts = textsIn(language);
  const [was, is] = [before, now].map(({ measured }) => numberIn(language, Number(measured)));
  const by = `${percent > 0 ? "+" : ""}${numberIn(language, Math.round(percent * 10) / 10)} %`;
  return html`<li>${linked(criterion)}: ${was} → ${is} ${now.unit ?? ""} (${by}, ${isBeyondNoise ? html`<b>${texts.beyondNoise}</b>` : texts.withinNoise})</li>`;
}

function linked(criterion: string): Html {
  return html`<a href="#${anchorOf(criterion)}"><code>${criterion}</code></a>`;
}
