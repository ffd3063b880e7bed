import { pastOf } from "../results/past-runs.ts";
import { textsIn, titleIn } from "../words/language.ts";
import { verifiedRows } from "../words/verified-rows.ts";
import { changesSection } from "./html-changes.ts";
import { blockSection } from "./html-checklist.ts";
import { controls } from "./html-controls.ts";
import { frontPage } from "./html-front.ts";
import { pageOf } from "./html-page.ts";
import { SCRIPT } from "./html-script.ts";
import { Html, html } from "./html-tag.ts";
import type { Report } from "./report.ts";

/** The report as one page that needs no other file: what is signed, the checklist, and what was verified. */
export function completionHtml(report: Report): string {
  const { plan, results, earlier, language } = report;
  const texts = textsIn(language);
  const past = pastOf(results, earlier);
  const body = html`<a class="skip" href="#checklist">${texts.skip}</a>
${frontPage(report)}
<main id="checklist">
${changesSection(report)}
${controls(report)}
${plan.blocks.map((block) => blockSection(block, report, past))}
${environmentSection(report)}
</main>
<script>${new Html(SCRIPT)}</script>`;
  return pageOf({ title: titleIn(language, plan.title), language, body });
}

function environmentSection({ results, language }: Report): Html {
  const texts = textsIn(language);
  const rows = verifiedRows(results, language);
  return html`<section id="verified"><h2>${texts.whatWasVerified}</h2><div class="scroll" role="region" tabindex="0" aria-label="${texts.whatWasVerified}"><table><tbody>${rows.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`,
  )}</tbody></table></div></section>`;
}
