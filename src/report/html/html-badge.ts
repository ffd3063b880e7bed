import type { Status } from "../../plan/outcome.ts";
import { type Language, textsIn } from "../words/language.ts";
import { type Html, html } from "./html-tag.ts";

const SIGNS: Record<Status, string> = {
  met: "✔",
  "not-met": "✘",
  undetermined: "?",
  "not-run": "–",
  waived: "⚑",
};

/** A status in colour, sign and word. */
export function badge(status: Status, language: Language): Html {
  return html`<span class="status ${status}"><span aria-hidden="true">${SIGNS[status]}</span> ${textsIn(language).status[status]}</span>`;
}

/** The sign alone; the word is for those who do not see it. */
export function sign(status: Status, language: Language): Html {
  return html`<span class="status ${status}"><span aria-hidden="true">${SIGNS[status]}</span><span class="unseen"> ${textsIn(language).status[status]}</span></span>`;
}

/** The id of what a task or criterion says on the page. */
export function anchorOf(key: string): string {
  return key.replaceAll("/", "-").replaceAll("@", "-of-");
}
