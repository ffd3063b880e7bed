import { asText } from "../report/markdown/markdown-text.ts";
import type { Comparison } from "./comparison.ts";
import { disturbancesOf, factsOf, startedAnewIn } from "./facts.ts";
import { lossesOf } from "./outcome.ts";
import { WORDS } from "./page-words.ts";
import { type Cell, rowsOf } from "./rows.ts";

/** The comparison as Markdown: what comparison.html shows, without its charts. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { brokers } = comparison;
  const groups = [...Map.groupBy(rowsOf(comparison), ({ group }) => group)];
  return [
    `# ${WORDS.title}: ${brokers.map(({ title }) => title).join(", ")}`,
    "",
    WORDS.promise,
    "",
    WORDS.reading,
    "",
    ...listed(WORDS.losses, brokers.flatMap(lossesOf)),
    line(["", ...brokers.map(({ title }) => title)]),
    line(["---", ...brokers.map(() => "---")]),
    ...groups.flatMap(([group, rows]) => [
      line([`**${asText(group)}**`, ...brokers.map(() => "")]),
      ...rows.map(({ title, cells }) => line([asText(title), ...cells.map(cellText)])),
    ]),
    "",
    `## ${WORDS.measured}`,
    "",
    ...factsOf(comparison).map(([name, value]) => `- ${name}: ${asText(value)}`),
    "",
    ...listed(WORDS.startedAnew, startedAnewIn(comparison)),
    ...listed(WORDS.disturbances, disturbancesOf(comparison)),
  ].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function cellText({ text, beside, evidence, isBest }: Cell): string {
  const words = asText(text);
  const linked = evidence ? `[${words}](${evidence})` : words;
  return `${isBest ? "★ " : ""}${linked}${beside ? `<br>${asText(beside)}` : ""}`;
}

function listed(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${heading}`, "", ...lines.map((each) => `- ${asText(each)}`), ""];
}
