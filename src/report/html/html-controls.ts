import { STATUSES } from "../../plan/outcome.ts";
import { allCriteria } from "../results/results.ts";
import { textsIn } from "../words/language.ts";
import { nameOfBroker } from "../words/words.ts";
import { badge } from "./html-badge.ts";
import { type Html, html } from "./html-tag.ts";
import type { Report } from "./report.ts";

/** What narrows the checklist down. Without a script it stays hidden, and the whole of it is there. */
export function controls({ plan, results, language }: Report): Html {
  const texts = textsIn(language);
  const all = allCriteria(results.tasks);
  const statuses = STATUSES.map((status) => ({
    status,
    count: all.filter((each) => each.status === status).length,
  })).filter(({ count }) => count > 0);
  const brokers = results.brokers.filter((id) => all.some(({ broker }) => broker === id));
  return html`<form class="controls" role="search" hidden>
<input type="search" name="text" placeholder="${texts.search}" aria-label="${texts.search}">
${statuses.map(({ status, count }) => html`<label><input type="checkbox" name="status" value="${status}" checked> ${badge(status, language)} ${count}</label>`)}
${brokers.length > 1 && html`<label>${texts.brokerOf} <select name="broker"><option value="">${texts.allBrokers}</option>${brokers.map((id) => html`<option value="${id}">${nameOfBroker(plan, id)}</option>`)}</select></label>`}
<button type="button" name="open">${texts.openAll}</button><button type="button" name="close">${texts.closeAll}</button>
<output aria-live="polite"></output>
</form>`;
}
