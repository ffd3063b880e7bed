import type { Comparison } from "./comparison.ts";
import { lossesOf } from "./outcome.ts";
import { type Cell, rowsOf } from "./rows.ts";

const TITLE_WIDTH = 44;
const CELL_WIDTH = 34;

/** What a terminal shows of a comparison: the figures without what was configured, and where the report is. */
export function summaryOf(comparison: Comparison): string {
  const { brokers } = comparison;
  const rows = rowsOf(comparison).filter(({ group }) => group !== "Configuration");
  const groups = [...Map.groupBy(rows, ({ group }) => group)];
  return [
    line(
      "",
      brokers.map(({ title }) => title),
    ),
    ...groups.flatMap(([group, ofGroup]) => [
      group,
      ...ofGroup.map(({ title, cells }) => line(`  ${title}`, cells.map(cellText))),
    ]),
    ...brokers.flatMap(lossesOf),
    "The report: reports/comparison.html",
  ].join("\n");
}

function cellText({ text, beside, isBest }: Cell): string {
  const words = `${isBest ? "* " : ""}${text}${beside ? ` (${beside})` : ""}`;
  return words.length < CELL_WIDTH ? words : `${words.slice(0, CELL_WIDTH - 2)}…`;
}

function line(title: string, cells: readonly string[]): string {
  return [title.padEnd(TITLE_WIDTH), ...cells.map((each) => each.padEnd(CELL_WIDTH))].join(" ").trimEnd();
}
