import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { type Description, described, refIdOf } from "./described.ts";
import type { Panel, Query } from "./panel.ts";
import { DECIMALS, UNIT, type Unit } from "./units.ts";

/** A query that gives one value for each instance, and what its column is called and counted in. */
type Column = Query & { heading: string; unit: Unit };

interface TableOptions extends Omit<Description, "unit" | "queries"> {
  columns: readonly Column[];
  /** Headings of labels that are columns too, by label; one query alone has each. */
  labels: Readonly<Record<string, string>>;
}

/** A line for each instance, with the value of this moment of each query. */
export function table({ columns, labels, ...options }: TableOptions): Panel {
  const columnOf = (index: number) => `Value #${refIdOf(index)}`;
  const headings = columns.map(({ heading }, index) => [columnOf(index), heading] as const);
  const times = columns.map((_, index) => [`Time ${index + 1}`, true] as const);
  const builder = new TableBuilder()
    .withTransformation({ id: "joinByField", options: { byField: "instance", mode: "outer" } })
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: Object.fromEntries(times),
        renameByName: { ...labels, ...Object.fromEntries(headings) },
      },
    });
  for (const [index, { unit }] of columns.entries())
    builder.overrideByName(columnOf(index), [{ id: "unit", value: unit }, ...decimalsOf(unit)]);
  const queries = columns.map(({ heading: _heading, unit: _unit, ...query }) => query);
  return described(builder, "table", { ...options, unit: UNIT.plain, queries });
}

function decimalsOf(unit: Unit) {
  const decimals = DECIMALS[unit];
  return decimals === undefined ? [] : [{ id: "decimals", value: decimals }];
}
