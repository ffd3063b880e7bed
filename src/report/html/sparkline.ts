import type { Status } from "../../plan/outcome.ts";
import { type Language, textsIn } from "../words/language.ts";
import { type Html, html } from "./html-tag.ts";

const STEP = 6;
const HEIGHT = 14;

/** How high a status stands, so that a reader without colours sees it too. */
const HEIGHTS: Record<Status, number> = { met: 12, waived: 9, undetermined: 6, "not-run": 3, "not-met": 3 };

/** A row of bars, one for each run, the newest on the right. */
export function sparkline(statuses: readonly Status[], language: Language): Html {
  const texts = textsIn(language);
  const words = statuses.map((status) => texts.status[status]).join(", ");
  const label = `${texts.historyOf(statuses.length)}: ${words}`;
  const width = statuses.length * STEP;
  return html`<svg class="spark" role="img" aria-label="${label}" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}"><title>${label}</title>${statuses.map(
    (status, index) =>
      html`<rect x="${index * STEP}" y="${HEIGHT - HEIGHTS[status]}" width="${STEP - 2}" height="${HEIGHTS[status]}" fill="var(--${status})"/>`,
  )}</svg>`;
}
