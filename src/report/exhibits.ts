import type { TaskResult } from "../plan/conclude.ts";
import type { Exhibit } from "../plan/record.ts";
import { asText } from "./markdown-text.ts";

/** Tables and charts of a task, each under its title. */
export function exhibitSections({ id, criteria }: TaskResult): string[] {
  const exhibits = criteria.flatMap((criterion) => criterion.exhibits ?? []);
  return exhibits.map((exhibit) => {
    const heading = `**${asText(exhibit.title)}** \`${id}\``;
    return exhibit.kind === "chart"
      ? `${heading}\n\n![${asText(exhibit.title)}](${exhibit.file})`
      : `${heading}\n\n${tableLines(exhibit).join("\n")}`;
  });
}

function tableLines({ columns, rows }: Extract<Exhibit, { kind: "table" }>): string[] {
  const line = (cells: readonly (string | number | boolean)[]) =>
    `| ${cells.map((cell) => asText(String(cell))).join(" | ")} |`;
  return [line(columns), `|${columns.map(() => "---").join("|")}|`, ...rows.map(line)];
}
