import type { Scalar } from "../../plan/expectation.ts";
import type { Dashboard, Panel } from "../../watchers/dashboard-file.ts";

/** What a dashboard shows, once its queries were answered. */
export interface PanelsShown {
  /** Panels of a row that show something, by the row's title. A panel without queries shows nothing. */
  shown(row: string): number;
  /** Queries without data, each with its place and the reason. */
  empty: string[];
  queries: number;
  /** For each row of the dashboard: title, panels, queries, queries with data. */
  rows: Scalar[][];
}

/** @param empty expressions without data, each with the reason */
export function panelsShown({ panels }: Dashboard, empty: ReadonlyMap<string, string>): PanelsShown {
  const hasData = ({ expr }: { expr: string }) => !empty.has(expr);
  const shows = ({ queries }: Panel) => queries.length > 0 && queries.every(hasData);
  const ofRow = (row: string) => panels.filter((panel) => panel.row === row);
  const queries = panels.flatMap((panel) => panel.queries);
  const titles = [...new Set(panels.map(({ row }) => row))];
  return {
    shown: (row) => ofRow(row).filter(shows).length,
    empty: queries
      .filter((query) => !hasData(query))
      .map(({ location, expr }) => `${location}: ${empty.get(expr)} for ${expr}`),
    queries: queries.length,
    rows: titles.map((row) => {
      const asked = ofRow(row).flatMap((panel) => panel.queries);
      return [row, ofRow(row).length, asked.length, asked.filter(hasData).length];
    }),
  };
}
