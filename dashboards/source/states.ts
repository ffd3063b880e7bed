import {
  LegendDisplayMode,
  LegendPlacement,
  VisibilityMode,
  VizLegendOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { MappingType } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as StateTimelineBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import { type Description, described } from "./described.ts";
import type { Panel } from "./panel.ts";
import { UNIT } from "./units.ts";

/** What a value is called and drawn in. */
export type States = Record<number, { text: string; color: string }>;

/** A bar for each series that changes its colour when the state changes. */
export function states(options: Omit<Description, "unit"> & { states: States }): Panel {
  const builder = new StateTimelineBuilder()
    .mappings([{ type: MappingType.ValueToText, options: options.states }])
    .mergeValues(true)
    .showValue(VisibilityMode.Auto)
    .rowHeight(0.8)
    .fillOpacity(80)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(false)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    );
  return described(builder, "range", { ...options, unit: UNIT.plain });
}
