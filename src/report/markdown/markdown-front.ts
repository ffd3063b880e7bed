import type { Plan } from "../../plan/schema.ts";
import { allCriteria, type Results } from "../results/results.ts";
import { dateIn, type Language, textsIn, titleIn } from "../words/language.ts";
import { firstOf, openPointsOf } from "../words/open-points.ts";
import { type PromiseCell, promisesOf } from "../words/promises.ts";
import { shardLines } from "../words/shard-lines.ts";
import { countStatuses, describeDuration, nameOfBroker, verdictIn } from "../words/words.ts";
import { asText } from "./markdown-text.ts";

/** Points that are told; the rest is in the checklist. */
const POINTS = 20;
/** Titles of one point. */
const TITLES = 5;

/** What is read first: the verdict, the promises, and what is open. */
export function frontSections(plan: Plan, results: Results, language: Language): string[] {
  return [
    `# ${titleIn(language, plan.title)}`,
    ...verdict(results, language),
    ...promises(plan, results, language),
    ...open(plan, results, language),
  ];
}

function verdict(results: Results, language: Language): string[] {
  const { profile, target, isInterrupted, startedAt, durationMs, tasks } = results;
  const texts = textsIn(language);
  const counts = countStatuses(allCriteria(tasks), language);
  const began = language === "en" ? startedAt : dateIn(language, startedAt);
  return [
    `**${verdictIn(language, results)}**`,
    `${texts.criteria}: ${counts}. ${texts.profile} ${profile}, ${texts.started} ${began}, ${texts.took} ${describeDuration(durationMs)}.`,
    texts.scope(results),
    ...shardLines(results, language).map(({ text, isWarning }) => (isWarning ? `**${text}**` : text)),
    ...(isInterrupted ? [`**${texts.interrupted}**`] : []),
    ...(target ? [texts.target(target)] : []),
  ];
}

function promises(plan: Plan, results: Results, language: Language): string[] {
  const rows = promisesOf(plan, results, language);
  if (rows.length === 0) return [];
  const texts = textsIn(language);
  const said = ({ status, value, range }: PromiseCell) =>
    status === "met"
      ? asText(`${value}${range ? ` (${range})` : ""}`)
      : [value && asText(value), `**${texts.status[status]}**`].filter(Boolean).join(", ");
  const columns = results.brokers.map((id) => nameOfBroker(plan, id));
  const lines = rows.map(({ title, expected, cells }) => {
    const values = results.brokers.map((id, index) => {
      const cell =
        cells.find(({ broker }) => broker === id) ??
        (index === 0 ? cells.find(({ broker }) => !broker) : undefined);
      return cell ? said(cell) : "";
    });
    return `| ${[title, asText(expected), ...values].join(" | ")} |`;
  });
  const heading = `| ${[texts.promise, texts.limit, ...columns].join(" | ")} |`;
  return [`## ${texts.promises}`, [heading, `|${"---|".repeat(columns.length + 2)}`, ...lines].join("\n")];
}

function open(plan: Plan, results: Results, language: Language): string[] {
  const texts = textsIn(language);
  const points = openPointsOf(plan, results, language);
  if (points.length === 0) return [];
  const { first, rest: others } = firstOf(points, POINTS);
  const lines = first.map(({ status, about, why, remedy }) => {
    const titles = about.slice(0, TITLES).map(({ title }) => title);
    const rest = about.length > TITLES ? ` ${texts.more(about.length - TITLES)}` : "";
    const next = remedy ? `. ${texts.whatToDo}: ${asText(remedy)}` : "";
    return `- **${texts.status[status]}**: ${asText(titles.join("; "))}${rest}${why ? `: ${asText(why)}` : ""}${next}`;
  });
  return [`## ${texts.open}`, [...lines, ...(others > 0 ? [`- ${texts.more(others)}`] : [])].join("\n")];
}
