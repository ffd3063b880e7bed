import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import type { DashboardLink, Panel as GrafanaPanel } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { runbookOf } from "./links.ts";
import { ofChosen } from "./of-chosen.ts";
import type { Panel, Query } from "./panel.ts";
import type { Unit } from "./units.ts";

/** What every panel tells, whatever it looks like. */
export interface Description {
  title: string;
  /** What a high or a low value means. */
  description: string;
  unit: Unit;
  queries: readonly Query[];
  /** Alerts that fire on what is shown here: each is a link to the runbook. */
  alerts?: readonly string[];
  /** Columns, of 24. */
  width: number;
  /** Lines of the grid, of some 30 pixels. */
  height?: number;
}

/** Over the range that is shown, as the value of this moment alone, with its labels as columns, or as the buckets of a heatmap. */
export type Shape = "range" | "now" | "table" | "buckets";

const FORMATS = {
  range: PromQueryFormat.TimeSeries,
  now: PromQueryFormat.TimeSeries,
  table: PromQueryFormat.Table,
  buckets: PromQueryFormat.Heatmap,
} as const satisfies Record<Shape, PromQueryFormat>;

/** The one that the viewer has chosen. */
export const PROMETHEUS: DataSourceRef = { type: "prometheus", uid: `\${datasource}` };

const HEIGHT = 8;

interface PanelBuilder extends Builder<GrafanaPanel> {
  title(title: string): this;
  description(description: string): this;
  unit(unit: string): this;
  datasource(source: DataSourceRef): this;
  span(width: number): this;
  height(height: number): this;
  links(links: Builder<DashboardLink>[]): this;
  withTarget(target: Builder<Dataquery>): this;
}

export function described(builder: PanelBuilder, shape: Shape, description: Description): Panel {
  const { title, alerts = [], width, height = HEIGHT } = description;
  const queries = description.queries.map((query) => ({ ...query, expr: ofChosen(query.expr) }));
  builder
    .title(title)
    .description(description.description)
    .unit(description.unit)
    .datasource(PROMETHEUS)
    .span(width)
    .height(height)
    .links(alerts.map(runbookOf));
  for (const [index, query] of queries.entries()) builder.withTarget(targetOf(query, index, shape));
  return { title, queries, builder };
}

/** The letter by which Grafana knows a panel's query. */
export function refIdOf(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

/** With what it shows: Grafana keeps it with the query, and has no use for it. */
function targetOf({ expr, legend, ...query }: Query, index: number, shape: Shape): Builder<Dataquery> {
  const target = new DataqueryBuilder()
    .refId(refIdOf(index))
    .datasource(PROMETHEUS)
    .expr(expr)
    .legendFormat(legend)
    .format(FORMATS[shape]);
  const asked = shape === "now" || shape === "table" ? target.instant() : target.range();
  const truth = "shows" in query ? { shows: query.shows } : { notCompared: query.notCompared };
  return {
    build() {
      const built = { ...asked.build(), ...truth };
      return built;
    },
  };
}
