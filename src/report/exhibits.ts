import type { TaskResult } from "../plan/conclude.ts";
import type { Exhibit } from "../plan/record.ts";
import type { Language } from "./language.ts";
import { asText } from "./markdown-text.ts";
import { termIn } from "./terms.ts";

/** Tables and charts of a task, each under its title. */
export function exhibitSections({ id, criteria }: TaskResult, language: Language = "en"): string[] {
  const exhibits = criteria.flatMap((criterion) => criterion.exhibits ?? []);
  return exhibits.map((exhibit) => {
    const title = asText(termIn(language, exhibit.title));
    const heading = `**${title}** \`${id}\``;
    return exhibit.kind === "chart"
      ? `${heading}\n\n![${title}](${exhibit.file})`
      : `${heading}\n\n${tableLines(exhibit, language).join("\n")}`;
  });
}

function tableLines({ columns, rows }: Extract<Exhibit, { kind: "table" }>, language: Language): string[] {
  const line = (cells: readonly (string | number | boolean)[]) =>
    `| ${cells.map((cell) => asText(termIn(language, String(cell)))).join(" | ")} |`;
  return [line(columns), `|${columns.map(() => "---").join("|")}|`, ...rows.map(line)];
}
