import type { Need } from "./panel.ts";
import { rows } from "./rows.ts";

export interface NeedyQuery {
  /** Title of the panel. */
  panel: string;
  /** As it stands in the dashboard. */
  expr: string;
  needs: Need;
}

/** The queries that are empty on a healthy stack of one node each: what each needs has to be brought about first. */
export function faultyQueries(): NeedyQuery[] {
  return rows().flatMap(({ panels }) =>
    panels.flatMap(({ title, queries }) =>
      queries.flatMap(({ expr, needs }) => (needs ? [{ panel: title, expr, needs }] : [])),
    ),
  );
}
