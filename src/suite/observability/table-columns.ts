import type { Panel, PanelQuery } from "../../watchers/dashboard-file.ts";
import { valueColumn } from "../../watchers/dashboard-table.ts";
import type { Quantity } from "../../watchers/quantities.ts";
import { calledOtherwise } from "./legends.ts";

/** What headings call a label. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  instance: ["node", "instance"],
  broker: ["broker"],
  version: ["version"],
};

/** What is wrong with the column of a query: it has the heading of another quantity, or its lines can't be told apart. */
export function wrongColumn({ location }: PanelQuery, quantity: Quantity, { columns }: Panel): string[] {
  if (!columns) return [];
  const { joinedBy, headings, hidden } = columns;
  const heading = headings[valueColumn(location.split(" ").at(-1) ?? "")] ?? "";
  const missing = quantity.by.filter((label) => hidden.includes(label));
  return [
    ...(calledOtherwise(heading, quantity) ? [`has the heading "${heading}"`] : []),
    ...(missing.length > 0
      ? [`its lines are told apart by ${missing.join(" and ")}, which is not shown`]
      : []),
    ...(joinedBy === undefined || quantity.by.includes(joinedBy)
      ? []
      : [`its lines are joined by ${joinedBy}`]),
  ];
}

/** Headings of a table that two columns have, or that name another label than the column has. */
export function wrongHeadings({ columns }: Panel): string[] {
  const headings = Object.entries(columns?.headings ?? {});
  const words = (heading: string) => heading.trim().toLowerCase();
  const twice = [...Map.groupBy(headings, ([, heading]) => words(heading))].filter(
    ([, all]) => all.length > 1,
  );
  const labelCalled = (heading: string) =>
    Object.keys(LABELS).find((label) => LABELS[label]?.includes(words(heading)));
  return [
    ...twice.map(
      ([, all]) => `${all.map(([field]) => field).join(" and ")} have the heading "${all[0]?.[1]}"`,
    ),
    ...headings.flatMap(([field, heading]) => {
      const called = labelCalled(heading);
      return called === undefined || called === field ? [] : [`${field} has the heading "${heading}"`];
    }),
  ];
}
