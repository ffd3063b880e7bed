import { ScaleDistribution, ScaleDistributionConfigBuilder } from "@grafana/grafana-foundation-sdk/common";
import {
  CellValuesBuilder,
  PanelBuilder as HeatmapBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapColorScale,
  YAxisConfigBuilder,
} from "@grafana/grafana-foundation-sdk/heatmap";
import { type Description, described } from "./described.ts";
import type { Panel } from "./panel.ts";
import { UNIT } from "./units.ts";

/** Time to the right, latency upwards, brighter where there are more frames. The query gives buckets by `le`. */
export function latencyHeatmap(options: Description): Panel {
  const builder = new HeatmapBuilder()
    .calculate(false)
    .yAxis(new YAxisConfigBuilder().unit(UNIT.seconds))
    .cellValues(new CellValuesBuilder().unit(options.unit))
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme("Oranges")
        .scale(HeatmapColorScale.Exponential)
        .exponent(0.5)
        .steps(64),
    )
    .scaleDistribution(new ScaleDistributionConfigBuilder().type(ScaleDistribution.Linear))
    .showLegend();
  return described(builder, "buckets", options);
}
